package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An epoch may make objects for its results; its hundred steps may not. */
class AllocationTest {

  private static final int STEPS = 100;
  private static final int BATCH = 16;
  private static final int LEAST_BYTES_OF_AN_OBJECT = 16;
  private static final Duration TO_BE_COMPILED = Duration.ofMinutes(1);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"layers", "images"})
  void onceCompiledAStepAllocatesNothing(String kind) {
    TrainingRun run = new TrainingRun(plan(kind), new Numbers(), System::nanoTime);
    var least = new Observer();
    run.run(least);
    assertThat(least.bytes).isLessThan(STEPS * LEAST_BYTES_OF_AN_OBJECT);
  }

  private final class Observer implements RunObserver {

    private final long end = System.nanoTime() + TO_BE_COMPILED.toNanos();
    private long before = threads.getCurrentThreadAllocatedBytes();
    private long bytes = Long.MAX_VALUE;

    @Override
    public void epochFinished(EpochResult result) {
      long now = threads.getCurrentThreadAllocatedBytes();
      bytes = Math.min(bytes, now - before);
      before = threads.getCurrentThreadAllocatedBytes();
    }

    @Override
    public boolean stopRequested() {
      return bytes < STEPS * LEAST_BYTES_OF_AN_OBJECT || System.nanoTime() - end > 0;
    }
  }

  private static RunPlan plan(String kind) {
    List<Object> layers =
        kind.equals("layers")
            ? List.of(
                layer("Linear", "out_features", 32),
                layer("LayerNorm", "normalized_shape", 32),
                layer("GELU"),
                layer("Dropout"),
                layer("Linear", "out_features", 4))
            : List.of(
                layer("Unflatten", "dim", 1, "unflattened_size", List.of(1, 4, 4)),
                layer("Conv2d", "out_channels", 4, "kernel_size", 3, "padding", 1),
                layer("BatchNorm2d"),
                layer("ReLU"),
                layer("MaxPool2d", "kernel_size", 2),
                layer("Flatten"),
                layer("Linear", "out_features", 4));
    Map<String, Object> request = new HashMap<>();
    request.put("dataset", "numbers");
    request.put("target", "y");
    request.put("target_encoding", "index");
    request.put("model", Map.of("layers", layers));
    request.put("loss", layer("CrossEntropyLoss"));
    request.put("optimizer", layer(kind.equals("layers") ? "AdamW" : "Adam"));
    request.put("clip_grad_norm", 1.0);
    request.put("epochs", 100_000);
    request.put("batch_size", BATCH);
    request.put("split", Map.of("train_size", 1.0));
    Faults faults = new Faults();
    RunSpec spec = RunSpec.read(request, faults);
    assertThat(spec).as(faults.list().toString()).isNotNull();
    RunLimits limits = new RunLimits(1_000_000, 1_000_000, 1L << 30, 100);
    RunPlan plan = RunPlan.of(spec, new Numbers().schema(), Map.of(), limits, faults);
    assertThat(plan).as(faults.list().toString()).isNotNull();
    return plan;
  }

  private static Map<String, Object> layer(String type, Object... arguments) {
    Map<String, Object> layer = new HashMap<>(Map.of("type", type));
    for (int i = 0; i < arguments.length; i += 2) {
      layer.put((String) arguments[i], arguments[i + 1]);
    }
    return layer;
  }

  private record Numbers() implements Table {

    @Override
    public TableSchema schema() {
      List<ColumnSchema> columns = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        columns.add(new ColumnSchema("f" + i, ColumnType.NUMBER, null, 0, 0));
      }
      columns.add(new ColumnSchema("y", ColumnType.NUMBER, List.of("0", "1", "2", "3"), 0, 0));
      return new TableSchema(STEPS * BATCH, columns);
    }

    @Override
    public double[][] values(List<String> names) {
      double[][] values = new double[names.size()][STEPS * BATCH];
      for (int k = 0; k < values.length; k++) {
        for (int row = 0; row < values[k].length; row++) {
          values[k][row] = names.get(k).equals("y") ? row % 4 : Math.sin(row * 0.7 + k);
        }
      }
      return values;
    }
  }
}
