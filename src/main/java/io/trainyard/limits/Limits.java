package io.trainyard.limits;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits in force, each a property below {@code trainyard.limits} (sizes as {@code 2GB} or in
 * bytes). A request beyond one is refused with the limit and with what came.
 *
 * @param dataset_bytes most bytes of an uploaded data set
 * @param dataset_rows most rows of a data set
 * @param dataset_columns most columns of a data set
 * @param categories most distinct texts of a column that can be told apart as classes
 * @param epochs most epochs of a job
 * @param parameters most numbers that a model may learn
 * @param job_memory_bytes most memory that a job may need; absent, 60 % of the heap
 * @param queue_length most jobs that may wait
 * @param name_length most characters of a name
 * @param request_bytes most bytes of a JSON request
 * @param prediction_rows most rows that one request may have predicted
 * @param autograd_seconds most processor time that the text of one request may take
 * @param autograd_memory_bytes most memory that the text of one request may take; absent, all that
 *     there is for requests
 * @param planning_seconds most processor time that it may take to plan a job
 * @param prediction_seconds most processor time that one prediction or evaluation may take
 * @param request_memory_bytes most memory of all that is computed for requests at one time; absent,
 *     20 % of the heap
 * @param streams most streams of events that a node serves at one time
 */
@Validated
@ConfigurationProperties("trainyard.limits")
public record Limits(
    @Min(1) long dataset_bytes,
    @Min(1) @Max(1_000_000_000) int dataset_rows,
    @Min(1) @Max(100_000) int dataset_columns,
    @Min(2) @Max(1_000_000) int categories,
    @Min(1) int epochs,
    @Min(1) long parameters,
    @Min(1) long job_memory_bytes,
    @Min(1) int queue_length,
    @Min(1) @Max(500) int name_length,
    @Min(1) long request_bytes,
    @Min(1) int prediction_rows,
    @Min(1) int autograd_seconds,
    @Min(1) long autograd_memory_bytes,
    @Min(1) int planning_seconds,
    @Min(1) int prediction_seconds,
    @Min(1) long request_memory_bytes,
    @Min(1) int streams) {

  @ConstructorBinding
  Limits(
      @DefaultValue("1GB") DataSize dataset_bytes,
      @DefaultValue("10000000") int dataset_rows,
      @DefaultValue("10000") int dataset_columns,
      @DefaultValue("10000") int categories,
      @DefaultValue("1000000") int epochs,
      @DefaultValue("100000000") long parameters,
      @DefaultValue("0B") DataSize job_memory_bytes,
      @DefaultValue("10000") int queue_length,
      @DefaultValue("200") int name_length,
      @DefaultValue("64MB") DataSize request_bytes,
      @DefaultValue("100000") int prediction_rows,
      @DefaultValue("10") int autograd_seconds,
      @DefaultValue("0B") DataSize autograd_memory_bytes,
      @DefaultValue("20") int planning_seconds,
      @DefaultValue("60") int prediction_seconds,
      @DefaultValue("0B") DataSize request_memory_bytes,
      @DefaultValue("1000") int streams) {
    this(
        dataset_bytes.toBytes(),
        dataset_rows,
        dataset_columns,
        categories,
        epochs,
        parameters,
        job_memory_bytes.toBytes() == 0
            ? Runtime.getRuntime().maxMemory() / 10 * 6
            : job_memory_bytes.toBytes(),
        queue_length,
        name_length,
        request_bytes.toBytes(),
        prediction_rows,
        autograd_seconds,
        autograd_memory_bytes.toBytes() == 0
            ? requestMemory(request_memory_bytes)
            : autograd_memory_bytes.toBytes(),
        planning_seconds,
        prediction_seconds,
        requestMemory(request_memory_bytes),
        streams);
  }

  private static long requestMemory(DataSize given) {
    return given.toBytes() == 0 ? Runtime.getRuntime().maxMemory() / 5 : given.toBytes();
  }

  /** The limits of a service that was told none. */
  public static Limits defaults() {
    return new Binder(List.of()).bindOrCreate("trainyard.limits", Limits.class);
  }

  /** Every limit by name, in the order of this page. */
  public Map<String, Long> byName() {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("dataset_bytes", dataset_bytes);
    limits.put("dataset_rows", (long) dataset_rows);
    limits.put("dataset_columns", (long) dataset_columns);
    limits.put("categories", (long) categories);
    limits.put("epochs", (long) epochs);
    limits.put("parameters", parameters);
    limits.put("job_memory_bytes", job_memory_bytes);
    limits.put("queue_length", (long) queue_length);
    limits.put("name_length", (long) name_length);
    limits.put("request_bytes", request_bytes);
    limits.put("prediction_rows", (long) prediction_rows);
    limits.put("autograd_seconds", (long) autograd_seconds);
    limits.put("autograd_memory_bytes", autograd_memory_bytes);
    limits.put("planning_seconds", (long) planning_seconds);
    limits.put("prediction_seconds", (long) prediction_seconds);
    limits.put("request_memory_bytes", request_memory_bytes);
    limits.put("streams", (long) streams);
    return limits;
  }
}
