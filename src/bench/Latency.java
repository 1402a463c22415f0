import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures a running server: the time from sending a job (the two-layer net on iris, 50 epochs) to knowing that it has
 * succeeded, over jobs in a row and over several clients at once.
 *
 * <pre>java src/bench/Latency.java [http://localhost:8080] [jobs] [clients]</pre>
 */
class Latency {
  private static final String JOB =
      """
      {"dataset": "iris", "target": "species", "target_encoding": "one_hot",
       "split": {"train_size": 0.67, "seed": 0},
       "model": {"layers": [{"type": "Linear", "out_features": 3}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 3}]},
       "loss": {"type": "MSELoss", "reduction": "sum"},
       "optimizer": {"type": "SGD", "lr": 1e-4}, "epochs": 50, "seed": 0}
      """;
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(job_\\w+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"(\\w+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;

  Latency(String server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    String server = arguments.length > 0 ? arguments[0] : "http://localhost:8080";
    int jobs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    int clients = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
    Latency latency = new Latency(server);
    latency.measure(1, 100);
    System.out.printf(
        "%-24s %10s %10s %10s%n", "POST to succeeded", "median ms", "p99 ms", "jobs/s");
    latency.report("one client", 1, jobs);
    latency.report(clients + " clients", clients, jobs);
  }

  private void report(String who, int clients, int jobs) throws Exception {
    long start = System.nanoTime();
    double[] millis = measure(clients, jobs);
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(millis);
    System.out.printf(
        "%-24s %10.1f %10.1f %10.1f%n",
        who + ", " + millis.length + " jobs",
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        millis.length / seconds);
  }

  /** The milliseconds that each job took. */
  private double[] measure(int clients, int jobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<double[]>> results = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int share = jobs / clients + (client < jobs % clients ? 1 : 0);
        results.add(threads.submit((Callable<double[]>) () -> inARow(share)));
      }
      double[] all = new double[jobs];
      int filled = 0;
      for (Future<double[]> result : results) {
        double[] some = result.get();
        System.arraycopy(some, 0, all, filled, some.length);
        filled += some.length;
      }
      return all;
    } finally {
      threads.shutdown();
    }
  }

  private double[] inARow(int jobs) throws IOException, InterruptedException {
    double[] millis = new double[jobs];
    for (int i = 0; i < jobs; i++) {
      long start = System.nanoTime();
      String job = post();
      String id = first(ID, job);
      String status = first(STATUS, job);
      while (status.equals("queued") || status.equals("running")) {
        status = first(STATUS, get("/v1/jobs/" + id + "?wait=20"));
      }
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (!status.equals("succeeded")) {
        throw new IllegalStateException("Job " + id + " is " + status + ".");
      }
    }
    return millis;
  }

  private String post() throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(server + "/v1/jobs"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JOB)),
        201);
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server + path)), 200);
  }

  private String send(HttpRequest.Builder request, int expected)
      throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IllegalStateException(
          request.build() + " gave " + response.statusCode() + ": " + response.body());
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

  /** The smallest of the sorted values that at least this share of them does not exceed. */
  private static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
