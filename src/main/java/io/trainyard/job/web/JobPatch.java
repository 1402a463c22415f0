package io.trainyard.job.web;

import io.trainyard.job.JobWords;
import io.trainyard.job.TrainingJob;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job's name and labels, as a JSON merge patch (RFC 7396): what is absent stays, null
 * removes.
 */
final class JobPatch {

  /** What can be changed. */
  public record Fields(@Nullable String name, @Nullable Map<String, String> labels) {}

  private static final Signature<Fields> SIGNATURE = Signature.of(Fields.class);

  private final Map<String, @Nullable Object> tree;
  private final int nameLength;

  private JobPatch(Map<String, @Nullable Object> tree, int nameLength) {
    this.tree = tree;
    this.nameLength = nameLength;
  }

  /**
   * Reads a patch.
   *
   * @param nameLength most characters of a name and of a label
   * @throws InvalidRequest with every fault that it has
   */
  static JobPatch read(@Nullable Object body, int nameLength) {
    Faults faults = new Faults();
    Recipe<Fields> recipe = SIGNATURE.read(withoutRemovals(body), faults);
    if (recipe != null && recipe.isComplete()) {
      Fields fields = recipe.create();
      if (fields.name() != null) {
        JobWords.checkName(fields.name(), nameLength, faults.at("name"));
      }
      if (fields.labels() != null) {
        JobWords.checkLabels(fields.labels(), nameLength, faults.at("labels"));
      }
    }
    InvalidRequest.throwIfAny(faults);
    return new JobPatch(copy(body), nameLength);
  }

  /**
   * Changes a job.
   *
   * @throws InvalidRequest when it would have too many labels then
   */
  void apply(TrainingJob job) {
    if (tree.containsKey("name")) {
      job.rename((String) tree.get("name"));
    }
    if (tree.containsKey("labels")) {
      Map<String, String> labels = new LinkedHashMap<>();
      if (tree.get("labels") instanceof Map<?, ?> changes) {
        labels.putAll(job.labels());
        changes.forEach((label, text) -> {
          if (text == null) {
            labels.remove(label);
          } else {
            labels.put((String) label, (String) text);
          }
        });
      }
      Faults faults = new Faults();
      JobWords.checkLabels(labels, nameLength, faults.at("labels"));
      InvalidRequest.throwIfAny(faults);
      job.relabel(labels);
    }
  }

  /** The body without the labels to be removed: the rest has to be texts. */
  private static @Nullable Object withoutRemovals(@Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) {
      return body;
    }
    Map<String, @Nullable Object> rest = copy(body);
    if (rest.get("labels") instanceof Map<?, ?> labels) {
      Map<String, Object> texts = new LinkedHashMap<>();
      labels.forEach((label, text) -> {
        if (text != null) {
          texts.put((String) label, text);
        }
      });
      rest.put("labels", texts);
    }
    return rest;
  }

  private static Map<String, @Nullable Object> copy(@Nullable Object body) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (body instanceof Map<?, ?> fields) {
      fields.forEach((field, value) -> copy.put((String) field, value));
    }
    return copy;
  }
}
