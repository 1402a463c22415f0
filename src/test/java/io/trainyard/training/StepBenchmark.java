package io.trainyard.training;

import io.trainyard.optim.Optimizer;
import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One recorded training step, on one core: from picking the batch to the changed weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class StepBenchmark {

  private static final RunLimits LIMITS = new RunLimits(10, 100_000_000, 1L << 32, 100);

  @Param({"tiny", "small", "table", "image", "wide", "conv"})
  public String net;

  private Optimizer optimizer;
  private Step step;

  @Setup
  public void record() {
    int features =
        switch (net) {
          case "tiny" -> 4;
          case "table" -> 32;
          case "image" -> 784;
          case "wide" -> 1024;
          default -> 64;
        };
    int batch =
        switch (net) {
          case "tiny" -> 100;
          case "small" -> 32;
          case "table" -> 1024;
          case "image" -> 128;
          case "wide" -> 256;
          default -> 64;
        };
    RunPlan plan = plan(features, batch);
    Recording recording = plan.recording();
    recording
        .train()
        .inputs()
        .first()
        .fill(Tensor.normal(Shape.of(batch, features), new Generator(1)));
    recording.train().y().fill(0);
    recording.begin();
    optimizer = recording.optimization().optimizer();
    step = recording.step();
    step.choose(IntStream.range(0, batch).toArray(), 0, null);
  }

  @Benchmark
  public double step() {
    return optimizer.replay(step);
  }

  private RunPlan plan(int features, int batch) {
    boolean isClassifier = !net.equals("tiny") && !net.equals("table");
    Map<String, Object> request =
        Map.of(
            "dataset",
            "numbers",
            "target",
            "y",
            "target_encoding",
            net.equals("tiny") ? "one_hot" : net.equals("table") ? "numeric" : "index",
            "model",
            Map.of("layers", layers()),
            "loss",
            Map.of("type", isClassifier ? "CrossEntropyLoss" : "MSELoss"),
            "optimizer",
            net.equals("tiny") || net.equals("wide")
                ? Map.of("type", "SGD", "lr", 0.01)
                : Map.of("type", "Adam"),
            "epochs",
            1,
            "split",
            Map.of("train_size", 1.0));
    Faults faults = new Faults();
    RunSpec spec = Objects.requireNonNull(RunSpec.read(request, faults), faults.list()::toString);
    return Objects.requireNonNull(
        RunPlan.of(spec, schema(features, batch), Map.of(), LIMITS, faults),
        faults.list()::toString);
  }

  private TableSchema schema(int features, int rows) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      columns.add(new ColumnSchema("f" + i, ColumnType.NUMBER, null, 0, 0));
    }
    int classes = net.equals("tiny") ? 3 : 10;
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    columns.add(new ColumnSchema("y", ColumnType.NUMBER, names, 0, 0));
    return new TableSchema(rows, columns);
  }

  private List<Map<String, Object>> layers() {
    return switch (net) {
      case "tiny" -> dense(3, 3);
      case "small" -> dense(128, 10);
      case "table" -> dense(64, 64, 1);
      case "image" -> dense(512, 256, 10);
      case "wide" -> dense(2048, 2048, 10);
      default -> convolutions();
    };
  }

  private static List<Map<String, Object>> dense(int... widths) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int width : widths) {
      if (!layers.isEmpty()) {
        layers.add(Map.of("type", "ReLU"));
      }
      layers.add(Map.of("type", "Linear", "out_features", width));
    }
    return layers;
  }

  private static List<Map<String, Object>> convolutions() {
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.add(Map.of("type", "Unflatten", "dim", 1, "unflattened_size", List.of(1, 8, 8)));
    for (int channels : new int[] {16, 32}) {
      layers.add(
          Map.of("type", "Conv2d", "out_channels", channels, "kernel_size", 3, "padding", 1));
      layers.add(Map.of("type", "ReLU"));
      layers.add(Map.of("type", "MaxPool2d", "kernel_size", 2));
    }
    layers.add(Map.of("type", "Flatten"));
    layers.addAll(dense(10));
    return layers;
  }
}
