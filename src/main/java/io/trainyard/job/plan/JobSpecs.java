package io.trainyard.job.plan;

import io.trainyard.job.TrainingJob;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Completed requests of jobs, as they can be sent again. */
@Component
public class JobSpecs {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final InitialStates initialStates;

  JobSpecs(InitialStates initialStates) {
    this.initialStates = initialStates;
  }

  /** The spec of a job as JSON for a list, without the PyTorch texts in it. */
  public String withoutTexts(TrainingJob job) {
    if (!job.spec().contains("\"source\"")) {
      return job.spec();
    }
    ObjectNode spec = (ObjectNode) JSON.readTree(job.spec());
    spec.forEach(part -> {
      if (part instanceof ObjectNode fields) {
        fields.remove("source");
      }
    });
    return JSON.writeValueAsString(spec);
  }

  /** The spec of a job as JSON, with the values of parameters that were written out in it. */
  public String complete(TrainingJob job) {
    if (!job.hasInitialState()) {
      return job.spec();
    }
    Map<String, @Nullable Object> tree = JSON.readValue(job.spec(), new TypeReference<>() {});
    initialStates.find(job.id()).ifPresent(state -> tree.put("initial_state", new RawValue(state)));
    return JSON.writeValueAsString(tree);
  }
}
