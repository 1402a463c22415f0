package io.trainyard.job;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The latest attempts at a job whose workers were lost, one after the other, before they had
 * finished an epoch that no attempt had finished before; kept as JSON.
 */
record LostAttempts(List<Lost> all) {
  static final LostAttempts NONE = new LostAttempts(List.of());

  /**
   * An attempt that was lost.
   *
   * @param attempt its number
   * @param epoch the one that it was in
   * @param memory whether its machine ended processes for lack of memory meanwhile
   */
  record Lost(int attempt, int epoch, boolean memory) {
    private String text() {
      return "attempt %d in epoch %d".formatted(attempt, epoch)
          + (memory ? ", when its machine ran out of memory" : "");
    }
  }

  LostAttempts and(Lost next) {
    List<Lost> more = new ArrayList<>(all);
    more.add(next);
    return new LostAttempts(List.copyOf(more));
  }

  /** What happened, for the user. */
  String sentence() {
    boolean memory = all.stream().anyMatch(Lost::memory);
    return "The worker was lost in each of the last %d attempts before an epoch was finished that was new: %s.%s"
        .formatted(
            all.size(),
            all.stream().map(Lost::text).collect(Collectors.joining("; ")),
            memory ? " The job may need more memory than the server has." : "");
  }

  /** To and from the database. */
  @Converter(autoApply = true)
  static class AsJson implements AttributeConverter<LostAttempts, String> {

    @Override
    public String convertToDatabaseColumn(LostAttempts lost) {
      return JsonMapper.shared().writeValueAsString(lost.all());
    }

    @Override
    public LostAttempts convertToEntityAttribute(String json) {
      return new LostAttempts(JsonMapper.shared().readValue(json, new TypeReference<>() {}));
    }
  }
}
