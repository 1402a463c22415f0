package io.trainyard.training;

import io.trainyard.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/**
 * Ten short jobs that between them use whatever could make bits differ: random draws, running
 * statistics, orders of rows, sums, every kind of product. As a program it prints the digest of
 * each job's losses and final weights, a line each: for all, or for those whose numbers it is
 * given.
 *
 * <p>A change that is meant to change bits puts what it prints into {@code recorded/digests.txt}.
 */
final class TenJobs {

  /** A job without its data set and loss, and where its rows come from. */
  private record Job(String name, String table, String body) {}

  private static final String SPLIT = "\"split\": {\"train_size\": 0.7}, ";

  private static final String CLASSES =
      """
      "target": "%s", "loss": {"type": "CrossEntropyLoss"}, "metrics": ["accuracy"], \
      """;

  private static final String IRIS = CLASSES.formatted("species") + SPLIT;

  private static final String DIABETES =
      """
      "target": "progression", "metrics": ["r2"], \
      """
          + SPLIT;

  private static final String DIGITS = CLASSES.formatted("digit");

  private static final List<Job> JOBS =
      List.of(
          new Job(
              "dropout, Adam, shuffling",
              "iris-shuffled",
              IRIS
                  + """
                  "scaler": {"type": "StandardScaler"}, "epochs": 4, "batch_size": 16, "seed": 1,
                  "optimizer": {"type": "Adam", "lr": 0.02}, "model": {"layers": [
                    {"type": "Linear", "out_features": 33}, {"type": "Tanh"}, {"type": "Dropout", "p": 0.2},
                    {"type": "Linear", "out_features": 3}]}
                  """),
          new Job(
              "batch norm, momentum, clipping",
              "iris-shuffled",
              IRIS
                  + """
                  "epochs": 4, "batch_size": 20, "seed": 2, "clip_grad_norm": 0.5,
                  "optimizer": {"type": "SGD", "lr": 0.1, "momentum": 0.9, "nesterov": true}, "model": {"layers": [
                    {"type": "Linear", "out_features": 17}, {"type": "BatchNorm1d"}, {"type": "GELU"},
                    {"type": "Linear", "out_features": 3}]}
                  """),
          new Job(
              "convolution, batch norm, pool",
              "iris-shuffled",
              IRIS
                  + """
                  "epochs": 3, "batch_size": 32, "seed": 3, "optimizer": {"type": "RMSprop", "centered": true},
                  "model": {"layers": [{"type": "Unflatten", "dim": 1, "unflattened_size": [1, 2, 2]},
                    {"type": "Conv2d", "out_channels": 5, "kernel_size": 2, "padding": "same"}, {"type": "BatchNorm2d"},
                    {"type": "ELU"}, {"type": "Dropout2d", "p": 0.1}, {"type": "AvgPool2d", "kernel_size": 2},
                    {"type": "Flatten"}, {"type": "Linear", "out_features": 3}]}
                  """),
          new Job(
              "embedding, layer norm",
              "digits",
              DIGITS
                  + """
                  "features": ["pixel_2_2", "pixel_2_5", "pixel_4_3", "pixel_4_4", "pixel_6_6"],
                  "epochs": 1, "batch_size": 100, "seed": 4, "optimizer": {"type": "NAdam"}, "split": {"train_size": 0.7},
                  "model": {"layers": [{"type": "Embedding", "num_embeddings": 17, "embedding_dim": 6}, {"type": "Flatten"},
                    {"type": "LayerNorm", "normalized_shape": 30}, {"type": "Linear", "out_features": 10}]}
                  """),
          new Job(
              "random leaks, AdamW, one cycle",
              "diabetes",
              DIABETES
                  + """
                  "scaler": {"type": "MinMaxScaler"}, "epochs": 3, "batch_size": 64, "seed": 5, "loss": {"type": "HuberLoss"},
                  "optimizer": {"type": "AdamW", "lr": 0.01},
                  "scheduler": {"type": "OneCycleLR", "max_lr": 0.1, "total_steps": 18}, "model": {"layers": [
                    {"type": "Linear", "out_features": 40}, {"type": "RReLU"}, {"type": "GroupNorm", "num_groups": 4},
                    {"type": "Linear", "out_features": 1}]}
                  """),
          new Job(
              "L-BFGS with a line search",
              "diabetes",
              DIABETES
                  + """
                  "scaler": {"type": "StandardScaler"}, "epochs": 2, "seed": 6, "loss": {"type": "MSELoss"},
                  "optimizer": {"type": "LBFGS", "max_iter": 6, "line_search_fn": "strong_wolfe"}, "model": {"layers": [
                    {"type": "Linear", "out_features": 9}, {"type": "Softplus"}, {"type": "Linear", "out_features": 1}]}
                  """),
          new Job(
              "means and variances, cosine",
              "diabetes",
              DIABETES
                  + """
                  "scaler": {"type": "StandardScaler"}, "epochs": 3, "batch_size": 50, "seed": 7, "loss": {"type": "GaussianNLLLoss"},
                  "optimizer": {"type": "Adagrad", "lr": 0.1}, "scheduler": {"type": "CosineAnnealingLR", "T_max": 3},
                  "initial_state": {"2.bias": [150, 8]}, "model": {"layers": [
                    {"type": "Linear", "out_features": 31}, {"type": "Mish"}, {"type": "Linear", "out_features": 2}]}
                  """),
          new Job(
              "rows that do not fill a batch, clipped elements",
              "diabetes",
              DIABETES
                  + """
                  "scaler": {"type": "StandardScaler"}, "epochs": 2, "batch_size": 97, "seed": 8, "loss": {"type": "SmoothL1Loss", "beta": 30},
                  "optimizer": {"type": "RAdam", "lr": 0.1}, "clip_grad_value": 0.5, "model": {"layers": [
                    {"type": "Linear", "out_features": 65}, {"type": "SiLU"}, {"type": "AlphaDropout", "p": 0.1},
                    {"type": "RMSNorm", "normalized_shape": 65}, {"type": "Linear", "out_features": 1}]}
                  """),
          new Job(
              "images, early stopping",
              "digits",
              DIGITS
                  + """
                  "epochs": 1, "batch_size": 128, "seed": 9, "optimizer": {"type": "Adam"}, "early_stopping": {"patience": 1},
                  "split": {"train_size": 0.7}, "model": {"layers": [{"type": "Unflatten", "dim": 1, "unflattened_size": [1, 8, 8]},
                    {"type": "Conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1, "stride": 2}, {"type": "ReLU"},
                    {"type": "InstanceNorm2d"}, {"type": "MaxPool2d", "kernel_size": 2}, {"type": "Flatten"}, {"type": "Linear", "out_features": 10}]}
                  """),
          new Job(
              "wide products",
              "digits",
              DIGITS
                  + """
                  "epochs": 1, "batch_size": 256, "seed": 10, "optimizer": {"type": "SGD", "lr": 0.01},
                  "split": {"train_size": 0.7}, "model": {"layers": [{"type": "Linear", "out_features": 96}, {"type": "ReLU"},
                    {"type": "Linear", "out_features": 48}, {"type": "ReLU"}, {"type": "Linear", "out_features": 10}]}
                  """));

  private final Map<String, CsvTable> tables = new LinkedHashMap<>();

  TenJobs() {
    JOBS.forEach(job -> tables.computeIfAbsent(job.table, TenJobs::beginning));
  }

  /** The first rows of a table: an interpreter of bytecode is slow. */
  private static CsvTable beginning(String table) {
    String text = resource("/recorded/tables/" + table + ".csv");
    return CsvTable.ofText(text.lines().limit(200).collect(Collectors.joining("\n")));
  }

  private static String resource(String name) {
    try (InputStream in = TenJobs.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int count() {
    return JOBS.size();
  }

  /** The digest of each job as every machine has to find it. */
  static List<String> recorded() {
    return resource("/recorded/digests.txt").lines().toList();
  }

  /** The name of a job and the digest of all that came out. */
  String digest(int number) {
    Job job = JOBS.get(number);
    Table table = Objects.requireNonNull(tables.get(job.table));
    Map<String, ?> tree =
        new ObjectMapper().readValue("{\"dataset\": \"a\", " + job.body + "}", Map.class);
    List<EpochResult> results = new ArrayList<>();
    RunOutcome outcome = Runs.run(Runs.plan(tree, table), table, results);
    MessageDigest digest = sha256();
    for (EpochResult result : results) {
      add(digest, result.train_loss());
      add(digest, Objects.requireNonNull(result.test_loss()));
      result.metrics().values().forEach(metric -> add(digest, metric));
    }
    for (Tensor tensor : Objects.requireNonNull(outcome.model()).state().values()) {
      for (float value : tensor.toArray()) {
        add(digest, value);
      }
    }
    return job.name + ": " + HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  private static void add(MessageDigest digest, double value) {
    digest.update(ByteBuffer.allocate(8).putDouble(value).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) {
    var jobs = new TenJobs();
    int[] numbers =
        arguments.length == 0
            ? IntStream.range(0, count()).toArray()
            : Stream.of(arguments).mapToInt(Integer::parseInt).toArray();
    for (int number : numbers) {
      System.out.println("digest " + jobs.digest(number));
    }
  }
}
