package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.trainyard.preparation.ColumnType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

/** The memory that a plan predicts is the memory that its run takes. */
class RunMemoryIT {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Rows of plain numbers that are made anew each time somebody reads them, as a data set's are.
   */
  private record Numbers(int rows, int features) implements Table {

    @Override
    public TableSchema schema() {
      List<ColumnSchema> columns = new ArrayList<>();
      for (int i = 0; i < features; i++) {
        columns.add(new ColumnSchema("x" + i, ColumnType.NUMBER, null, 0, 0));
      }
      columns.add(new ColumnSchema("y", ColumnType.NUMBER, List.of("0", "1", "2", "3"), 0, 0));
      return new TableSchema(rows, columns);
    }

    @Override
    public double[][] values(List<String> names) {
      return names.stream()
          .map(name ->
              IntStream.range(0, rows)
                  .mapToDouble(row -> name.equals("y") ? row % 4 : (row * 31 + 7) % 5)
                  .toArray())
          .toArray(double[][]::new);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "many weights | 400 | 500 | 64 | Adam | {'type': 'Linear', 'out_features': 2000}, {'type': 'ReLU'}, {'type': 'Linear', 'out_features': 1000}, {'type': 'Linear', 'out_features': 4}",
        "large batches | 6000 | 32 | 4000 | SGD | {'type': 'Linear', 'out_features': 256}, {'type': 'GELU'}, {'type': 'BatchNorm1d'}, {'type': 'Dropout', 'p': 0.2}, {'type': 'Linear', 'out_features': 4}",
        "images | 600 | 1024 | 100 | AdamW | {'type': 'Unflatten', 'dim': 1, 'unflattened_size': [1, 32, 32]}, {'type': 'Conv2d', 'out_channels': 16, 'kernel_size': 3, 'padding': 1}, {'type': 'ReLU'}, {'type': 'MaxPool2d', 'kernel_size': 2}, {'type': 'Flatten'}, {'type': 'Linear', 'out_features': 4}",
        "many rows | 120000 | 60 | 256 | RMSprop | {'type': 'Linear', 'out_features': 16}, {'type': 'Tanh'}, {'type': 'Linear', 'out_features': 4}",
        "a long test | 30000 | 16 | 500 | Adagrad | {'type': 'Linear', 'out_features': 512}, {'type': 'SiLU'}, {'type': 'LayerNorm', 'normalized_shape': 512}, {'type': 'Linear', 'out_features': 4}",
        "a history | 1500 | 200 | 1000 | LBFGS | {'type': 'Linear', 'out_features': 300}, {'type': 'Tanh'}, {'type': 'Linear', 'out_features': 4}"
      })
  void memoryIsCloseToWhatWasPredicted(
      String what, int rows, int features, int batch, String optimizer, String layers) {
    Table table = new Numbers(rows, features);
    String job =
        """
        {"dataset": "a", "target": "y", "loss": {"type": "CrossEntropyLoss"}, "split": {"train_size": 0.8},
         "optimizer": {"type": "%s", "lr": 1e-3}, "epochs": 2, "batch_size": %d, "metrics": ["accuracy"],
         "early_stopping": {"patience": 5}, "model": {"layers": [%s]}}
        """
            .formatted(optimizer, batch, layers.replace('\'', '"'));
    Map<String, ?> tree = new ObjectMapper().readValue(job, Map.class);
    long before = used();
    long allocated = allocated();
    RunPlan plan = Runs.plan(tree, table);
    TrainingRun run = new TrainingRun(plan, table, () -> 0);
    long reading = allocated() - allocated;
    long[] held = new long[1];
    RunCheckpoint[] written = new RunCheckpoint[1];
    run.run(
        new RunObserver() {
          @Override
          public void epochFinished(EpochResult result) {
            if (result.epoch() == 1) {
              written[0] = run.checkpoint(); // written while training goes on
              held[0] = used() - before;
            }
          }

          @Override
          public boolean stopRequested() {
            return false;
          }
        });

    double real = Math.max(reading, held[0]);
    System.out.printf(
        "%s: read %,d, held %,d, predicted %,d: %.2f%n",
        what,
        reading,
        held[0],
        plan.estimate().memory_bytes(),
        plan.estimate().memory_bytes() / real);
    assertThat(plan.estimate().memory_bytes() / real).as(what).isBetween(0.8, 1.25);
  }

  /** The bytes that this thread has allocated so far. */
  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** The bytes in use when all garbage is gone: the least of two looks. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long first = runtime.totalMemory() - runtime.freeMemory();
    System.gc();
    return Math.min(first, runtime.totalMemory() - runtime.freeMemory());
  }
}
