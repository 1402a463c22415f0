package io.trainyard.training;

import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Trains small networks until they no longer get faster, so that whoever comes first finds the
 * kernels compiled: a vector kernel that is not is a thousand times slower.
 */
public final class WarmUp {

  private static final int ROWS = 512;
  private static final int COLUMNS = 64;
  private static final int CLASSES = 10;

  /** A round that is not faster than the best one by this share is as fast as it gets. */
  private static final double NOTABLE = 0.9;

  private static final int STEADY_ROUNDS = 3;

  private static final RunLimits LIMITS = new RunLimits(1000, 1_000_000, 1L << 30, 100);

  private final LongSupplier nanoTime;
  private final long end;

  private WarmUp(Duration atMost, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + atMost.toNanos();
  }

  /**
   * Trains.
   *
   * @param atMost so long, even if it gets still faster
   * @param nanoTime a clock that only counts, in nanoseconds
   * @return the seconds that it took
   */
  public static double run(Duration atMost, LongSupplier nanoTime) {
    long began = nanoTime.getAsLong();
    if (!atMost.isZero()) {
      var warmUp = new WarmUp(atMost, nanoTime);
      List.of(classifier(), regression(), images()).forEach(warmUp::train);
    }
    return (nanoTime.getAsLong() - began) / 1e9;
  }

  /** Trains one network round after round. */
  private void train(Map<String, Object> request) {
    Faults faults = new Faults();
    RunSpec spec = RunSpec.read(request, faults);
    var table = new Numbers();
    RunPlan plan = spec == null ? null : RunPlan.of(spec, table.schema(), Map.of(), LIMITS, faults);
    if (plan == null) {
      throw new IllegalStateException("the network to warm up with has faults: " + faults.list());
    }
    double best = Double.POSITIVE_INFINITY;
    for (int steady = 0; steady < STEADY_ROUNDS && !isOver(); steady++) {
      double seconds = round(plan, table);
      if (seconds < best * NOTABLE) {
        steady = 0;
      }
      best = Math.min(best, seconds);
    }
  }

  private double round(RunPlan plan, Table table) {
    long began = nanoTime.getAsLong();
    new TrainingRun(plan, table, nanoTime)
        .run(
            new RunObserver() {
              @Override
              public void epochFinished(EpochResult result) {
                // Nobody is interested in what it learns.
              }

              @Override
              public boolean stopRequested() {
                return isOver();
              }
            });
    return (nanoTime.getAsLong() - began) / 1e9;
  }

  private boolean isOver() {
    return nanoTime.getAsLong() - end >= 0;
  }

  private static Map<String, Object> classifier() {
    return request(
        "class",
        "CrossEntropyLoss",
        "Adam",
        layer("Linear", "out_features", 128),
        layer("ReLU"),
        layer("Linear", "out_features", CLASSES));
  }

  private static Map<String, Object> regression() {
    return request(
        "f0",
        "MSELoss",
        "SGD",
        layer("Linear", "out_features", 32),
        layer("Sigmoid"),
        layer("Linear", "out_features", 32),
        layer("Tanh"),
        layer("Linear", "out_features", 1));
  }

  private static Map<String, Object> images() {
    return request(
        "class",
        "CrossEntropyLoss",
        "AdamW",
        layer("Unflatten", "dim", 1, "unflattened_size", List.of(1, 8, 8)),
        layer("Conv2d", "out_channels", 8, "kernel_size", 3, "padding", 1),
        layer("BatchNorm2d"),
        layer("ReLU"),
        layer("MaxPool2d", "kernel_size", 2),
        layer("Flatten"),
        layer("Dropout"),
        layer("Linear", "out_features", CLASSES));
  }

  @SafeVarargs
  private static Map<String, Object> request(
      String target, String loss, String optimizer, Map<String, Object>... layers) {
    List<String> features = new ArrayList<>(Numbers.names());
    features.remove("class");
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("dataset", "numbers");
    request.put("features", features);
    request.put("target", target);
    request.put("model", Map.of("layers", List.of(layers)));
    request.put("loss", layer(loss));
    request.put("optimizer", optimizer.equals("SGD") ? layer("SGD", "lr", 0.01) : layer(optimizer));
    request.put("epochs", 4);
    request.put("batch_size", 32);
    request.put("split", Map.of("train_size", 0.75));
    if (target.equals("f0")) {
      features.remove("f0");
    }
    return request;
  }

  private static Map<String, Object> layer(String type, Object... arguments) {
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("type", type);
    for (int i = 0; i < arguments.length; i += 2) {
      layer.put((String) arguments[i], arguments[i + 1]);
    }
    return layer;
  }

  /** Numbers that mean nothing. */
  private static final class Numbers implements Table {

    static List<String> names() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < COLUMNS; i++) {
        names.add("f" + i);
      }
      names.add("class");
      return names;
    }

    @Override
    public TableSchema schema() {
      List<ColumnSchema> columns = new ArrayList<>();
      for (String name : names()) {
        boolean isClass = name.equals("class");
        columns.add(new ColumnSchema(name, ColumnType.NUMBER, isClass ? classes() : null, 0, 0));
      }
      return new TableSchema(ROWS, columns);
    }

    private static List<String> classes() {
      List<String> classes = new ArrayList<>();
      for (int i = 0; i < CLASSES; i++) {
        classes.add(Integer.toString(i));
      }
      return classes;
    }

    @Override
    public double[][] values(List<String> names) {
      double[][] values = new double[names.size()][ROWS];
      for (int k = 0; k < values.length; k++) {
        for (int row = 0; row < ROWS; row++) {
          values[k][row] =
              names.get(k).equals("class") ? row % CLASSES : Math.sin(row * 0.7 + k * 1.3);
        }
      }
      return values;
    }
  }
}
