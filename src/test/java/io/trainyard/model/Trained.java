package io.trainyard.model;

import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import io.trainyard.training.ColumnSchema;
import io.trainyard.training.EpochResult;
import io.trainyard.training.RunLimits;
import io.trainyard.training.RunObserver;
import io.trainyard.training.RunPlan;
import io.trainyard.training.RunSpec;
import io.trainyard.training.Table;
import io.trainyard.training.TableSchema;
import io.trainyard.training.TrainedModel;
import io.trainyard.training.TrainingRun;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Small models, trained on the spot. */
final class Trained {
  /** Twenty flowers, of which the long are tulips. */
  static final Table FLOWERS =
      new Table() {
        @Override
        public TableSchema schema() {
          return new TableSchema(
              20,
              List.of(
                  new ColumnSchema("length", ColumnType.NUMBER, null, 0, 0),
                  new ColumnSchema("width", ColumnType.NUMBER, null, 0, 0),
                  new ColumnSchema("kind", ColumnType.CATEGORY, List.of("rose", "tulip"), 0, 0)));
        }

        @Override
        public double[][] values(List<String> names) {
          return names.stream().map(Trained::values).toArray(double[][]::new);
        }
      };

  private static final RunLimits LIMITS = new RunLimits(1000, 1_000_000, 1_000_000_000, 100);

  private Trained() {}

  private static double[] values(String name) {
    double[] values = new double[20];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (name) {
            case "length" -> i;
            case "width" -> (i * 7) % 5;
            default -> i < 10 ? 0 : 1;
          };
    }
    return values;
  }

  /** Tells roses from tulips, with a scaler. */
  static TrainedModel classifier() {
    return run(
        """
        {"name": "flowers", "dataset": "flowers", "target": "kind", "scaler": {"type": "StandardScaler"},
         "split": {"train_size": 1.0}, "model": {"layers": [{"type": "Linear", "out_features": 8},
         {"type": "ReLU"}, {"type": "Linear", "out_features": 2}]}, "loss": {"type": "CrossEntropyLoss"},
         "optimizer": {"type": "Adam", "lr": 0.05}, "epochs": 60}
        """);
  }

  /** Guesses the width from the length. */
  static TrainedModel regression() {
    return run(
        """
        {"dataset": "flowers", "features": ["length"], "target": "width", "split": {"train_size": 1.0},
         "model": {"layers": [{"type": "Linear", "out_features": 1}]}, "loss": {"type": "MSELoss"},
         "optimizer": {"type": "SGD", "lr": 0.001}, "epochs": 5}
        """);
  }

  private static TrainedModel run(String json) {
    Faults faults = new Faults();
    RunSpec spec = RunSpec.read(JsonMapper.shared().readValue(json, Object.class), faults);
    RunPlan plan =
        spec == null ? null : RunPlan.of(spec, FLOWERS.schema(), Map.of(), LIMITS, faults);
    if (plan == null) {
      throw new IllegalStateException(faults.list().toString());
    }
    return new TrainingRun(plan, FLOWERS, () -> 0)
        .run(
            new RunObserver() {
              @Override
              public void epochFinished(EpochResult result) {}

              @Override
              public boolean stopRequested() {
                return false;
              }
            })
        .model();
  }
}
