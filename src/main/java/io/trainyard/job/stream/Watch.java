package io.trainyard.job.stream;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose events somebody wants.
 *
 * @param jobId of one job; null for all
 * @param labels that a job has to have; a null value stands for any
 */
public record Watch(@Nullable String jobId, Map<String, @Nullable String> labels) {

  /** Of one job, to its end. */
  public static Watch job(String id) {
    return new Watch(id, Map.of());
  }

  /**
   * Of all jobs that have these labels.
   *
   * @param labels each {@code name=value}, or {@code name} for any value
   */
  public static Watch labelled(List<String> labels) {
    Map<String, @Nullable String> wanted = new HashMap<>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      String name = equals < 0 ? label : label.substring(0, equals);
      if (name.isEmpty()) {
        throw InvalidRequest.parameter(
            "label",
            "invalid_value",
            "Query parameter 'label' must be a label's name, or name=value; got %s."
                .formatted(Refusal.quoted(label)));
      }
      wanted.put(name, equals < 0 ? null : label.substring(equals + 1));
    }
    return new Watch(null, wanted);
  }

  boolean wants(Happening happening) {
    return labels.entrySet().stream()
        .allMatch(label -> {
          String value = happening.labels().get(label.getKey());
          return value != null && (label.getValue() == null || label.getValue().equals(value));
        });
  }
}
