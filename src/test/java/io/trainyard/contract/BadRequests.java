package io.trainyard.contract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests that are wrong in some way, or by accident are not. */
final class BadRequests {
  /** A request as it goes over the wire; {@code text} tells what it is about. */
  record BadRequest(String text, byte[] bytes) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<String> PATHS =
      List.of(
          "/v1/datasets",
          "/v1/datasets/iris",
          "/v1/datasets/iris/rows",
          "/v1/datasets/iris/content",
          "/v1/jobs",
          "/v1/jobs/form",
          "/v1/jobs/dry_run",
          "/v1/datasets/upload",
          "/v1/jobs/{job}",
          "/v1/jobs/{job}/cancel",
          "/v1/jobs/{job}/losses",
          "/v1/jobs/{job}/losses.svg",
          "/v1/losses",
          "/v1/models",
          "/v1/models/{model}",
          "/v1/models/{model}/state",
          "/v1/models/{model}/predict",
          "/v1/models/{model}/evaluate",
          "/v1/capabilities",
          "/v1/schemas/job.json",
          "/v1",
          "/",
          "/v2/jobs");

  private static final List<String> IDS =
      List.of(
          "none",
          "job_",
          "job_00000000000000000000000000",
          "mdl_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
          "..",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "%00",
          "%ff%fe",
          "%",
          "a%2Fb",
          "a;b=c",
          "'%20or%201=1--",
          "%F0%9F%9A%82",
          "x".repeat(300),
          "x".repeat(9000));

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=101",
          "limit=-1",
          "limit=1e3",
          "limit=ten",
          "limit=99999999999999999999",
          "limit=5&limit=6",
          "limt=5",
          "after=",
          "after=x",
          "after=job_%00",
          "sort=name",
          "sort=",
          "status=done",
          "status=running&status=failed",
          "from_epoch=-1",
          "from_epoch=x",
          "max_points=1",
          "max_points=-5",
          "max_points=",
          "wait=-1",
          "wait=forever",
          "offset=-1",
          "offset=99999999999",
          "dry_run=maybe",
          "name=",
          "name=%00",
          "job=",
          "job=none",
          "%=1",
          "a%",
          "a=%zz",
          "=",
          "&&&",
          "limit",
          "_=" + "y".repeat(9000));

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get");

  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/xml",
          "text/plain",
          "text/csv",
          "text/csv; charset=latin1",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "nonsense",
          "*/*",
          "");

  private static final String GOOD_JOB =
      """
      {"name": "n", "labels": {"a": "b"}, "dataset": "iris", "features": null, "target": "species",
       "target_encoding": "one_hot", "scaler": {"type": "StandardScaler"},
       "split": {"train_size": 0.67, "shuffle": true, "seed": 0, "stratify": false},
       "model": {"layers": [{"type": "Linear", "in_features": 4, "out_features": 3, "bias": true},
                            {"type": "ReLU"}, {"type": "Dropout", "p": 0.1},
                            {"type": "Linear", "in_features": 3, "out_features": 3}]},
       "loss": {"type": "MSELoss", "reduction": "sum"},
       "optimizer": {"type": "SGD", "lr": 0.0001, "momentum": 0.9},
       "scheduler": {"type": "StepLR", "step_size": 10, "gamma": 0.5},
       "epochs": 2, "batch_size": 25, "shuffle": true, "seed": 0, "clip_grad_norm": 1.0,
       "initial_state": {"0.bias": [0.0, 0.0, 0.0]},
       "early_stopping": {"monitor": "test_loss", "patience": 10, "min_delta": 0.0},
       "metrics": ["accuracy"]}
      """;

  private final RandomGenerator random;
  private final Map<String, String> ids;
  private final List<Supplier<BadRequest>> kinds =
      List.of(
          this::job,
          this::job,
          this::job,
          this::brokenJson,
          this::dataSet,
          this::csv,
          this::prediction,
          this::evaluation,
          this::patch,
          this::path,
          this::query,
          this::method,
          this::mediaType,
          this::wire);

  /**
   * A source of bad requests.
   *
   * @param ids what stands for {@code {job}} and {@code {model}} in paths
   */
  BadRequests(RandomGenerator random, Map<String, String> ids) {
    this.random = random;
    this.ids = ids;
  }

  BadRequest next() {
    return any(kinds).get();
  }

  private BadRequest job() {
    String path = "/v1/jobs" + any(List.of("", "/dry_run", "?dry_run=true"));
    return json("POST", path, mutated(tree(GOOD_JOB)));
  }

  private BadRequest dataSet() {
    return json(
        "POST",
        "/v1/datasets",
        mutated(
            tree(
                "{\"name\": \"d\", \"columns\": [\"a\", \"b\"], \"rows\": [[1, \"x\"], [2, null]]}")));
  }

  private BadRequest prediction() {
    return json(
        "POST",
        filled("/v1/models/{model}/predict"),
        mutated(
            tree(
                "{\"rows\": [[5.1, 3.5, 1.4, 0.2], {\"sepal length (cm)\": 5.1, \"species\": 1}]}")));
  }

  private BadRequest evaluation() {
    return json(
        "POST", filled("/v1/models/{model}/evaluate"), mutated(tree("{\"dataset\": \"wine\"}")));
  }

  private BadRequest patch() {
    return json(
        "PATCH",
        filled("/v1/jobs/{job}"),
        mutated(tree("{\"name\": \"x\", \"labels\": {\"a\": \"b\"}}")));
  }

  private BadRequest csv() {
    String good = "a,b,kind\n1,2,x\n3,4,y\n";
    byte[] bytes =
        any(
            List.of(
                scrambled(good.getBytes(StandardCharsets.UTF_8)),
                good.getBytes(StandardCharsets.UTF_16),
                "".getBytes(StandardCharsets.UTF_8),
                "\n\n\n".getBytes(StandardCharsets.UTF_8),
                "a,a\n1,2\n".getBytes(StandardCharsets.UTF_8),
                "a,b\n1\n1,2,3\n".getBytes(StandardCharsets.UTF_8),
                "a,b\n\"1,2\n".getBytes(StandardCharsets.UTF_8),
                ("a\n" + "\"".repeat(5000)).getBytes(StandardCharsets.UTF_8),
                noise(200)));
    String path =
        any(
            List.of(
                "/v1/datasets?name=" + random.nextInt(1_000_000),
                "/v1/datasets",
                filled("/v1/models/{model}/predict")));
    return request("POST", path, List.of("Content-Type: text/csv"), bytes);
  }

  private BadRequest brokenJson() {
    byte[] good = GOOD_JOB.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        switch (random.nextInt(8)) {
          case 0 ->
              GOOD_JOB
                  .substring(0, random.nextInt(GOOD_JOB.length()))
                  .getBytes(StandardCharsets.UTF_8);
          case 1 -> scrambled(good);
          case 2 ->
              GOOD_JOB.getBytes(
                  any(List.<Charset>of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)));
          case 3 -> "[".repeat(1 + random.nextInt(100_000)).getBytes(StandardCharsets.UTF_8);
          case 4 -> "{\"a\":".repeat(1 + random.nextInt(10_000)).getBytes(StandardCharsets.UTF_8);
          case 5 ->
              ("{\"epochs\": 1, \"epochs\": 2" + "9".repeat(random.nextInt(5000)) + "}")
                  .getBytes(StandardCharsets.UTF_8);
          case 6 -> noise(random.nextInt(500));
          default ->
              (any(
                          List.of(
                              "null",
                              "[]",
                              "1",
                              "\"x\"",
                              "NaN",
                              "{}",
                              "",
                              " ",
                              "'a'",
                              "{a: 1}",
                              "\uFEFF{}"))
                      + any(List.of("", " ", "}", "{}")))
                  .getBytes(StandardCharsets.UTF_8);
        };
    return request("POST", "/v1/jobs", List.of("Content-Type: application/json"), bytes);
  }

  private BadRequest path() {
    String path = any(PATHS).replace("{job}", any(IDS)).replace("{model}", any(IDS));
    return request(
        any(METHODS.subList(0, 5)),
        path + any(List.of("", "/", "//", "/x", ".json")),
        List.of(),
        new byte[0]);
  }

  private BadRequest query() {
    return request(
        "GET",
        filled(any(PATHS)) + "?" + any(QUERIES) + "&" + any(QUERIES),
        List.of(),
        new byte[0]);
  }

  private BadRequest method() {
    return request(
        any(METHODS),
        filled(any(PATHS)),
        List.of("Content-Type: application/json"),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private BadRequest mediaType() {
    return request(
        any(METHODS.subList(0, 5)),
        filled(any(PATHS)),
        List.of(
            "Content-Type: " + any(MEDIA_TYPES),
            "Accept: " + any(MEDIA_TYPES),
            "Content-Encoding: " + any(List.of("gzip", "br", "identity"))),
        GOOD_JOB.getBytes(StandardCharsets.UTF_8));
  }

  /** Requests that break HTTP itself. */
  private BadRequest wire() {
    String start = "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String json = "Content-Type: application/json\r\n";
    String text =
        switch (random.nextInt(9)) {
          case 0 -> start + json + "Content-Length: 5000\r\n\r\n" + GOOD_JOB;
          case 1 -> start + json + "Content-Length: -1\r\n\r\n{}";
          case 2 -> start + json + "Content-Length: 99999999999999\r\n\r\n{}";
          case 3 -> start + json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
          case 4 -> start + json + "Transfer-Encoding: chunked\r\n\r\n2\r\n{";
          case 5 -> start + "X-Long: " + "h".repeat(20_000) + "\r\n\r\n";
          case 6 ->
              "GET /v1/jobs?a={\"b\"} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
          case 7 -> "GET /v1/jobs\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
          default -> "GET /v1/jobs HTTP/1.1\r\nConnection: close\r\n\r\n";
        };
    return new BadRequest(text, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String filled(String path) {
    String result = path;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      result = result.replace("{" + id.getKey() + "}", id.getValue());
    }
    return result;
  }

  private BadRequest json(String method, String path, Object tree) {
    return request(
        method, path, List.of("Content-Type: application/json"), JSON.writeValueAsBytes(tree));
  }

  private static BadRequest request(String method, String path, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (body.length > 0 || !method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, bytes, start.length, body.length);
    return new BadRequest(new String(bytes, StandardCharsets.UTF_8), bytes);
  }

  /** The tree with one to three of its places spoilt. */
  private Object mutated(Object tree) {
    Object result = tree;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = spoilt(result, 0);
    }
    return result;
  }

  @SuppressWarnings("unchecked") // trees are made of these two
  private Object spoilt(Object tree, int depth) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty() && (depth == 0 || random.nextInt(4) > 0)) {
      Map<String, Object> spoilt = new LinkedHashMap<>((Map<String, Object>) map);
      String key = any(List.copyOf(spoilt.keySet()));
      switch (random.nextInt(8)) {
        case 0 -> spoilt.remove(key);
        case 1 ->
            spoilt.put(
                any(List.of("", "typ", "lr2", "epochz", "/", "~0", "\u0000", "ключ", key + "s")),
                junk());
        default -> spoilt.put(key, spoilt(spoilt.get(key), depth + 1));
      }
      return spoilt;
    }
    if (tree instanceof List<?> list && !list.isEmpty() && random.nextInt(4) > 0) {
      List<Object> spoilt = new ArrayList<>(list);
      int place = random.nextInt(spoilt.size());
      switch (random.nextInt(6)) {
        case 0 -> spoilt.remove(place);
        case 1 -> spoilt.add(junk());
        default -> spoilt.set(place, spoilt(spoilt.get(place), depth + 1));
      }
      return spoilt;
    }
    return junk();
  }

  private Object junk() {
    return switch (random.nextInt(16)) {
      case 0 -> -1;
      case 1 -> 0;
      case 2 -> Integer.MAX_VALUE;
      case 3 -> Long.MIN_VALUE;
      case 4 -> new java.math.BigInteger("9".repeat(1 + random.nextInt(400)));
      case 5 -> new java.math.BigDecimal("1e" + random.nextInt(-5000, 5000));
      case 6 -> random.nextDouble(-1e6, 1e6);
      case 7 -> random.nextBoolean();
      case 8 -> "";
      case 9 ->
          any(
              List.of(
                  "NaN",
                  "1",
                  "Lineer",
                  "\u0000",
                  "\uD83D\uDE82",
                  "a\nb",
                  "../../etc/passwd",
                  "<b>",
                  "${x}",
                  "java.lang.Object"));
      case 10 -> "x".repeat(random.nextInt(5000));
      case 11 -> List.of();
      case 12 -> Map.of();
      case 13 -> nested(random.nextInt(200));
      case 14 -> List.of(1, "a", List.of());
      default -> Map.of("type", any(List.of("Linear", "linear", "", "Object", "SGD", "File")));
    };
  }

  private static Object nested(int depth) {
    Object tree = 1;
    for (int i = 0; i < depth; i++) {
      tree = i % 2 == 0 ? List.of(tree) : Map.of("a", tree);
    }
    return tree;
  }

  private byte[] scrambled(byte[] bytes) {
    byte[] result = bytes.clone();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      result[random.nextInt(result.length)] = (byte) random.nextInt(256);
    }
    return result;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Object tree(String json) {
    return JSON.readValue(json, Object.class);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
