package io.trainyard.job;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A user's own words on a job, kept as JSON. */
record Labels(Map<String, String> byName) {

  /** To and from the database. */
  @Converter(autoApply = true)
  static class AsJson implements AttributeConverter<Labels, String> {

    @Override
    public String convertToDatabaseColumn(Labels labels) {
      return JsonMapper.shared().writeValueAsString(labels.byName());
    }

    @Override
    public Labels convertToEntityAttribute(String json) {
      return new Labels(JsonMapper.shared().readValue(json, new TypeReference<>() {}));
    }
  }
}
