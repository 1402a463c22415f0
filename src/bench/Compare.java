import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains the same networks on a running server and with PyTorch, in turn, and prints how many samples per second each
 * takes: the server over HTTP, from sending the job to reading its last loss; PyTorch in a Python of the user's, its
 * training loop alone, with one thread and with as many as there are cores, of which the better counts. Besides, how many
 * cores each kept busy, and the processor time of a sample, of which others on the machine take less away.
 *
 * <pre>java src/bench/Compare.java [http://localhost:8080] [python3] [rounds]</pre>
 */
class Compare {

  /**
   * A network with the data that it is trained on.
   *
   * @param classes how many the target has; 0 for a number
   * @param epochs on the server, for seconds of work
   * @param peerEpochs in PyTorch, for seconds of work
   */
  record Workload(
      String name,
      int rows,
      int features,
      int classes,
      int batch,
      int epochs,
      int peerEpochs,
      String model,
      String encoding,
      String loss,
      String optimizer) {}

  private static final String ADAM = "{\"type\": \"Adam\"}";
  private static final String SGD = "{\"type\": \"SGD\", \"lr\": 0.01}";
  private static final String RELU = "{\"type\": \"ReLU\"}";

  private static final List<Workload> WORKLOADS =
      List.of(
          new Workload("tiny", 10_000, 4, 3, 100, 5000, 60, layers(net(3, 3)), "one_hot", "MSELoss", SGD),
          new Workload("small", 3200, 64, 10, 32, 1000, 40, layers(net(128, 10)), "index", "CrossEntropyLoss", ADAM),
          new Workload("table", 10_240, 32, 0, 1024, 800, 200, layers(net(64, 64, 1)), "numeric", "MSELoss", ADAM),
          new Workload("image", 2560, 784, 10, 128, 60, 30, layers(net(512, 256, 10)), "index", "CrossEntropyLoss", ADAM),
          new Workload("wide", 1024, 1024, 10, 256, 30, 10, layers(net(2048, 2048, 10)), "index", "CrossEntropyLoss", SGD),
          new Workload("conv", 1792, 64, 10, 64, 100, 40, layers(convolutions(8)), "index", "CrossEntropyLoss", ADAM),
          new Workload("conv28", 1280, 784, 10, 64, 12, 4, layers(convolutions(28)), "index", "CrossEntropyLoss", ADAM),
          new Workload("embedding", 10_240, 25, 0, 1024, 400, 60, embedding(), "numeric", "MSELoss", ADAM));

  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern BUILD =
      Pattern.compile("trainyard_build_info\\{java=\"([^\"]+)\",lanes=\"([^\"]+)\"");
  private static final Pattern TAKEN = Pattern.compile("(?m)^process_cpu_time_ns_total(?:\\{[^}]*})? (\\S+)");
  private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"(\\w+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;
  private final String python;

  Compare(String server, String python) {
    this.server = server;
    this.python = python;
  }

  private static String net(int... widths) {
    return Arrays.stream(widths)
        .mapToObj("{\"type\": \"Linear\", \"out_features\": %d}"::formatted)
        .collect(Collectors.joining(", " + RELU + ", "));
  }

  private static String layers(String layers) {
    return "{\"layers\": [" + layers + "]}";
  }

  /** The text of a module, which PyTorch runs as it stands. */
  private static String embedding() {
    try {
      String text = Files.readString(Path.of("src/bench/embedding.py"));
      return "{\"source\": \"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String convolutions(int size) {
    String image = "{\"type\": \"Unflatten\", \"dim\": 1, \"unflattened_size\": [1, %1$d, %1$d]}".formatted(size);
    String convolution = "{\"type\": \"Conv2d\", \"out_channels\": %d, \"kernel_size\": 3, \"padding\": 1}";
    String pool = "{\"type\": \"MaxPool2d\", \"kernel_size\": 2}";
    return String.join(
        ", ", image, convolution.formatted(16), RELU, pool, convolution.formatted(32), RELU, pool,
        "{\"type\": \"Flatten\"}", net(10));
  }

  public static void main(String[] arguments) throws Exception {
    String server = arguments.length > 0 ? arguments[0] : "http://localhost:8080";
    String python = arguments.length > 1 ? arguments[1] : "python3";
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    new Compare(server, python).run(rounds);
  }

  private void run(int rounds) throws Exception {
    boolean peer = hasPyTorch();
    if (!peer) {
      System.out.println("'" + python + "' has no PyTorch, so only Trainyard is measured.");
    }
    System.out.println(machine());
    System.out.println();
    System.out.println(
        "| net       | Trainyard, samples/s | cores busy |   PyTorch, samples/s | threads | cores busy | ratio | ratio of processor time |");
    System.out.println(
        "|-----------|---------------------:|-----------:|---------------------:|--------:|-----------:|------:|------------------------:|");
    String version = "";
    for (Workload workload : WORKLOADS) {
      Path table = table(workload);
      String dataset = first(ID, send("/v1/datasets?name=" + name(workload), "text/csv", BodyPublishers.ofFile(table)));
      try {
        Measured[] ours = new Measured[rounds];
        Measured[] theirs = new Measured[rounds];
        for (int round = 0; round < rounds; round++) {
          ours[round] = train(workload, dataset);
          theirs[round] = peer ? trainWithPyTorch(workload, table) : Measured.NONE;
        }
        Measured we = median(ours);
        Measured they = median(theirs);
        version = they.version;
        System.out.printf(
            Locale.ROOT, "| %-9s | %,20.0f | %10.2f | %,20.0f | %7d | %10.2f | %5.2f | %23.2f |%n",
            workload.name, we.samples, we.cores, they.samples, they.threads, they.cores,
            we.samples / they.samples, we.samples / we.cores / (they.samples / they.cores));
      } finally {
        http.send(
            HttpRequest.newBuilder(URI.create(server + "/v1/datasets/" + dataset)).DELETE().build(),
            BodyHandlers.discarding());
        Files.delete(table);
      }
    }
    System.out.println();
    System.out.println("PyTorch " + version);
  }

  /**
   * What one training gave.
   *
   * @param samples how many in a second
   * @param cores how many were busy on average
   * @param threads how many it was told to use; 0 where it decides by itself
   */
  record Measured(double samples, double cores, int threads, String version) {
    static final Measured NONE = new Measured(Double.NaN, Double.NaN, 0, "");
  }

  /** The processor, its cores, and the Java of the server with its vectors. */
  private String machine() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    Matcher java = BUILD.matcher(get("/actuator/prometheus"));
    String runtime = java.find() ? "Java " + java.group(1) + " with " + java.group(2) + " lanes" : "an unknown Java";
    return processor() + ", " + cores + " cores, " + runtime;
  }

  private static String processor() throws IOException {
    Path known = Path.of("/proc/cpuinfo");
    if (!Files.exists(known)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(known).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** The processor time that the server has taken since its start, in seconds. */
  private double serverSeconds() throws Exception {
    Matcher taken = TAKEN.matcher(get("/actuator/prometheus"));
    return taken.find() ? Double.parseDouble(taken.group(1)) / 1e9 : Double.NaN;
  }

  private static String name(Workload workload) {
    return "compare-" + workload.name + "-" + Long.toString(System.currentTimeMillis(), 36);
  }

  /** Whole numbers below this stand in the first columns of a table for embeddings. */
  private static final int WORDS = 50;

  private static final int WORD_COLUMNS = 5;

  /** Numbers of a normal distribution; the target depends on them, or is a class in turn. */
  private static Path table(Workload workload) throws IOException {
    Path file = Files.createTempFile(workload.name, ".csv");
    Random random = new Random(1);
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println(IntStream.range(0, workload.features).mapToObj(i -> "f" + i + ",").collect(Collectors.joining()) + "y");
      for (int row = 0; row < workload.rows; row++) {
        double sum = 0;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < workload.features; i++) {
          if (workload.name.equals("embedding") && i < WORD_COLUMNS) {
            line.append(random.nextInt(WORDS)).append(',');
            continue;
          }
          double value = Math.round(random.nextGaussian() * 1e4) / 1e4;
          sum += value;
          line.append(value).append(',');
        }
        out.println(line.append(workload.classes == 0 ? sum / workload.features : row % workload.classes));
      }
    }
    return file;
  }

  private Measured train(Workload workload, String dataset) throws Exception {
    String job =
        """
        {"dataset": "%s", "target": "y", "target_encoding": "%s", "split": {"train_size": 1.0},
         "model": %s, "loss": {"type": "%s"}, "optimizer": %s,
         "epochs": %d, "batch_size": %d, "seed": 0}
        """
            .formatted(
                dataset, workload.encoding, workload.model, workload.loss, workload.optimizer,
                workload.epochs, workload.batch);
    double busy = serverSeconds();
    long began = System.nanoTime();
    String id = first(ID, send("/v1/jobs", "application/json", BodyPublishers.ofString(job)));
    String status = "queued";
    while (status.equals("queued") || status.equals("running")) {
      status = first(STATUS, get("/v1/jobs/" + id + "?wait=20"));
    }
    String last = get("/v1/jobs/" + id + "/losses?from_epoch=" + (workload.epochs - 1));
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!status.equals("succeeded") || !last.contains("train_loss")) {
      throw new IllegalStateException("The job " + id + " is " + status + ": " + last);
    }
    double cores = (serverSeconds() - busy) / seconds;
    return new Measured((double) workload.rows * workload.epochs / seconds, cores, 0, "");
  }

  private boolean hasPyTorch() throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import torch").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Measured trainWithPyTorch(Workload workload, Path table) throws Exception {
    Measured best = new Measured(0, 0, 0, "");
    for (int threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
      List<String> command = new ArrayList<>(List.of(python, "-B", "src/bench/pytorch.py", workload.name, table.toString()));
      for (int argument : new int[] {workload.peerEpochs, workload.batch, threads}) {
        command.add(Integer.toString(argument));
      }
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String printed = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + printed);
      }
      String[] words = printed.strip().split(" ", 4);
      double samples = Double.parseDouble(words[0]);
      if (samples > best.samples) {
        best = new Measured(samples, Double.parseDouble(words[1]), threads, words[2] + ", " + words[3]);
      }
    }
    return best;
  }

  private String send(String path, String type, HttpRequest.BodyPublisher body) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(server + path)).header("Content-Type", type).POST(body), 201);
  }

  private String get(String path) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(server + path)), 200);
  }

  private String answer(HttpRequest.Builder request, int expected) throws Exception {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IllegalStateException(request.build() + " gave " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  private static String first(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + json);
    }
    return matcher.group(1);
  }

  /** The one in the middle by samples; of an even number the slower of the two. */
  private static Measured median(Measured[] values) {
    Measured[] sorted = values.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(Measured::samples));
    return sorted[(sorted.length - 1) / 2];
  }
}
