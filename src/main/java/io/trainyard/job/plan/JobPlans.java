package io.trainyard.job.plan;

import io.trainyard.dataset.DataSet;
import io.trainyard.dataset.DataSets;
import io.trainyard.job.JobTerms;
import io.trainyard.job.JobWords;
import io.trainyard.job.Submission;
import io.trainyard.job.TrainingJob;
import io.trainyard.limits.Limits;
import io.trainyard.model.DataSetTable;
import io.trainyard.model.Models;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.NotFound;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Tensor;
import io.trainyard.training.RunLimits;
import io.trainyard.training.RunPlan;
import io.trainyard.training.RunSpec;
import io.trainyard.training.Table;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes plans of requests, with every fault they have; and of the jobs that these became, where the
 * first plan is not at hand.
 */
@Component
public class JobPlans {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String INITIAL_STATE = "initial_state";
  private static final String EPOCHS = "epochs";
  private static final int LONGEST_SPEC = 1 << 20;

  /** A double, and a place among categories or a copy to be sorted. */
  private static final long BYTES_OF_A_VALUE = 2L * Double.BYTES;

  private final DataSets dataSets;
  private final Models models;
  private final InitialStates initialStates;
  private final WaitingPlans waiting;
  private final Limits limits;
  private final Clock clock;

  JobPlans(
      DataSets dataSets,
      Models models,
      InitialStates initialStates,
      WaitingPlans waiting,
      Limits limits,
      Clock clock) {
    this.dataSets = dataSets;
    this.models = models;
    this.initialStates = initialStates;
    this.waiting = waiting;
    this.limits = limits;
    this.clock = clock;
  }

  /** All that a worker needs. */
  public record Prepared(RunPlan plan, Table table) {}

  /**
   * Reads a request.
   *
   * @throws InvalidRequest with every fault that it has
   */
  public Submission read(@Nullable Object request) {
    Faults faults = new Faults();
    String startModel = startModel(request);
    RunSpec spec = RunSpec.read(startModel == null ? request : withoutState(request), faults);
    DataSet dataSet = spec == null ? null : find(spec.dataset(), faults.at("dataset"));
    RunPlan plan = spec == null || dataSet == null ? null : plan(spec, dataSet, startModel, faults);
    JobTerms terms = spec == null ? null : JobTerms.of(spec, clock.instant(), faults);
    if (spec != null) {
      checkWords(spec, faults);
    }
    InvalidRequest.throwIfAny(faults);
    Submission submission =
        submission(
            Objects.requireNonNull(spec),
            Objects.requireNonNull(terms),
            Objects.requireNonNull(plan),
            Objects.requireNonNull(dataSet),
            startModel);
    if (submission.spec().length() > LONGEST_SPEC) {
      throw InvalidRequest.at(
          "",
          "limit_exceeded",
          "The request, completed with its defaults, may have %d characters at most besides 'initial_state'; it has %d."
              .formatted(LONGEST_SPEC, submission.spec().length()));
    }
    return submission;
  }

  /** The memory that planning takes to read a table, which it does for a preparation alone. */
  public long bytesToRead(@Nullable Object request) {
    return request instanceof Map<?, ?> fields
            && fields.get("preprocess") != null
            && fields.get("dataset") instanceof String name
        ? dataSets
            .find(name)
            .map(dataSet -> BYTES_OF_A_VALUE * dataSet.rows() * dataSet.columns().size())
            .orElse(0L)
        : 0;
  }

  /**
   * The plan that was made when the job was posted, or the same made again.
   *
   * @throws CannotBePrepared when something that it needs has gone since
   */
  public Prepared prepare(TrainingJob job) throws CannotBePrepared {
    DataSet dataSet =
        dataSets
            .find(job.datasetId())
            .orElseThrow(() ->
                new CannotBePrepared(
                    "The data set '%s' (%s) has been deleted."
                        .formatted(job.datasetName(), job.datasetId())));
    RunPlan plan = waiting.take(job.id());
    if (plan == null || plan.epochs() != job.epochs()) { // they may have been raised since
      plan = again(job, dataSet);
    }
    return new Prepared(plan, new DataSetTable(dataSets, dataSet));
  }

  /** The completed request of a job. */
  private Map<String, @Nullable Object> request(TrainingJob job) {
    Map<String, @Nullable Object> tree = JSON.readValue(job.spec(), new TypeReference<>() {});
    if (job.hasInitialState()) {
      String state = initialStates.find(job.id()).orElseThrow();
      tree.put(INITIAL_STATE, JSON.readValue(state, Object.class));
    }
    return tree;
  }

  /**
   * A request for the same as a job once more: on the same data, though another set may have its
   * name by now, and without a deadline that has passed.
   */
  public Map<String, @Nullable Object> requestAgain(TrainingJob job) {
    Map<String, @Nullable Object> tree = request(job);
    boolean sameName =
        dataSets
            .find(job.datasetName())
            .filter(set -> set.id().equals(job.datasetId()))
            .isPresent();
    if (!sameName) {
      tree.put("dataset", job.datasetId());
    }
    if (job.terms().isPast(clock.instant())) {
      tree.put("deadline", null);
    }
    tree.put("name", job.name());
    tree.put("labels", job.labels());
    return tree;
  }

  /**
   * The spec of a job with more epochs.
   *
   * @throws InvalidRequest when it cannot have so many
   */
  public String specOf(TrainingJob job, int epochs) {
    Map<String, @Nullable Object> request = requestAgain(job);
    request.put(EPOCHS, epochs);
    read(request);
    Map<String, @Nullable Object> spec = JSON.readValue(job.spec(), new TypeReference<>() {});
    spec.put(EPOCHS, epochs);
    return JSON.writeValueAsString(spec);
  }

  private RunPlan again(TrainingJob job, DataSet dataSet) throws CannotBePrepared {
    Map<String, @Nullable Object> tree = request(job);
    String startModel = startModel(tree);
    Faults faults = new Faults();
    RunSpec spec = RunSpec.read(startModel == null ? tree : withoutState(tree), faults);
    RunPlan plan = spec == null ? null : plan(spec, dataSet, startModel, faults);
    if (plan == null) {
      Fault first = faults.list().getFirst();
      throw new CannotBePrepared(
          "The job was accepted, but can no longer be trained: %s: %s"
              .formatted(first.pointer(), first.detail()));
    }
    return plan;
  }

  private void checkWords(RunSpec spec, Faults faults) {
    if (spec.name() != null) {
      JobWords.checkName(spec.name(), limits.name_length(), faults.at("name"));
    }
    if (spec.labels() != null) {
      JobWords.checkLabels(spec.labels(), limits.name_length(), faults.at("labels"));
    }
  }

  private @Nullable DataSet find(@Nullable String idOrName, Faults faults) {
    if (idOrName == null) {
      return null;
    }
    try {
      return dataSets.get(idOrName);
    } catch (NotFound e) {
      faults.add("not_found", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable RunPlan plan(
      RunSpec spec, DataSet dataSet, @Nullable String startModel, Faults faults) {
    Map<String, Tensor> state = Map.of();
    if (startModel != null) {
      try {
        state = models.state(startModel);
      } catch (NotFound e) {
        faults.at(INITIAL_STATE, "model").add("not_found", String.valueOf(e.getMessage()));
      }
    }
    RunLimits most =
        new RunLimits(
            limits.epochs(), limits.parameters(), limits.job_memory_bytes(), Integer.MAX_VALUE);
    return RunPlan.of(spec, new DataSetTable(dataSets, dataSet), state, most, faults);
  }

  private static Submission submission(
      RunSpec spec, JobTerms terms, RunPlan plan, DataSet dataSet, @Nullable String startModel) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(plan.spec());
    Map<String, @Nullable Object> stored = new LinkedHashMap<>(tree);
    String initialState = null;
    if (startModel != null) {
      Map<String, String> reference = Map.of("model", startModel);
      tree.put(INITIAL_STATE, reference);
      stored.put(INITIAL_STATE, reference);
    } else if (spec.initial_state() != null) {
      initialState = JSON.writeValueAsString(spec.initial_state());
      Map<String, Object> shapes = new LinkedHashMap<>();
      spec.initial_state().forEach((name, value) -> shapes.put(name, shape(value)));
      stored.put(INITIAL_STATE, shapes);
    }
    return new Submission(
        spec.name(),
        spec.labels(),
        Objects.requireNonNull(spec.epochs()),
        terms,
        plan,
        dataSet,
        tree,
        JSON.writeValueAsString(stored),
        initialState);
  }

  /** The shape of nested lists, as in {@code [3, 4]}. */
  private static String shape(@Nullable Object value) {
    StringBuilder shape = new StringBuilder("[");
    Object level = value;
    while (level instanceof List<?> list) {
      shape.append(shape.length() == 1 ? "" : ", ").append(list.size());
      level = list.isEmpty() ? null : list.getFirst();
    }
    return shape.append(']').toString();
  }

  /** The id in {@code "initial_state": {"model": id}}; null for anything else. */
  private static @Nullable String startModel(@Nullable Object request) {
    return request instanceof Map<?, ?> fields
            && fields.get(INITIAL_STATE) instanceof Map<?, ?> state
            && state.size() == 1
            && state.get("model") instanceof String model
        ? model
        : null;
  }

  private static @Nullable Object withoutState(@Nullable Object request) {
    if (!(request instanceof Map<?, ?> fields)) {
      return request;
    }
    Map<Object, @Nullable Object> rest = new LinkedHashMap<>(fields);
    rest.remove(INITIAL_STATE);
    return rest;
  }
}
