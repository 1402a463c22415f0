package io.trainyard.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a data set is to be read, said over HTTP. */
@OnH2
class ReadingIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SALES =
      "Artikel;Menge;Preis;PLZ\nSchraube;1.200;12,50;01067\nMutter;12.500;1.250,00;80331\n";

  @LocalServerPort private int port;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void saysWhatWasFoundOutAndReadsAgainOtherwise() throws Exception {
    JsonNode found = created(csv("name=till", "text/csv", SALES.getBytes(UTF_8)));
    assertThat(found.path("read_as").toString())
        .isEqualTo("{\"sep\":\";\",\"decimal\":\".\",\"encoding\":\"utf-8\"}");
    JsonNode again =
        created(
            send(
                "/v1/datasets?from=till&name=till-in-numbers&decimal=,&thousands=.&dtype=PLZ:category",
                null,
                new byte[0]));
    assertThat(types(again)).isEqualTo("category integer number category");
    assertThat(again.path("sha256")).isEqualTo(found.path("sha256"));
    assertThat(rows("till-in-numbers"))
        .isEqualTo("[[\"Schraube\",1200,12.5,\"01067\"],[\"Mutter\",12500,1250,\"80331\"]]");
    JsonNode third =
        created(
            send(
                "/v1/datasets?from=till&decimal=,&names=a&names=b&names=c&names=d",
                null,
                new byte[0]));
    assertThat(third.path("read_as").path("decimal").asString()).isEqualTo(",");
    assertThat(third.path("rows").asInt()).isEqualTo(3);
    JsonNode fourth =
        created(send("/v1/datasets?from=till-in-numbers&dtype=Menge:float", null, new byte[0]));
    assertThat(fourth.path("read_as").path("thousands").asString()).isEqualTo(".");
    assertThat(types(fourth)).isEqualTo("category number number integer");
    assertThat(get("/v1/datasets/till-in-numbers").path("read_as"))
        .isEqualTo(again.path("read_as"));
  }

  @Test
  void refusesToReadAgainWhatIsNotThereOrComesWithABody() throws Exception {
    HttpResponse<String> none = send("/v1/datasets?from=nothing-like-it", null, new byte[0]);
    assertThat(none.statusCode()).isEqualTo(404);
    HttpResponse<String> both = csv("from=iris", "text/csv", "a\n1\n".getBytes(UTF_8));
    assertThat(both.statusCode()).isEqualTo(422);
    assertThat(both.body()).contains("\"parameter\":\"from\"", "the request must have no body");
    HttpResponse<String> wrong =
        send("/v1/datasets?from=iris&dtype=species:int", null, new byte[0]);
    assertThat(wrong.body())
        .contains("\"line\":2,\"column\":\"species\"", "Expected a whole number; got 'setosa'.");
  }

  @Test
  void takesOptionsFromTheMediaTypeAndTheForm() throws Exception {
    byte[] latin = "1,größe\n2,süß\n".getBytes(ISO_8859_1);
    JsonNode headless =
        created(csv("name=latin", "text/csv; charset=iso-8859-1; header=absent", latin));
    assertThat(headless.path("read_as").path("encoding").asString()).isEqualTo("iso-8859-1");
    assertThat(rows("latin")).isEqualTo("[[1,\"größe\"],[2,\"süß\"]]");
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"w.csv\"\r\n\r\na|b\n1|?\n-|x\n\r\n"
            + part("sep", "|")
            + part("na_values", "?")
            + part("na_values", "-")
            + "--x--\r\n";
    JsonNode sent =
        created(
            send("/v1/datasets/upload", "multipart/form-data; boundary=x", form.getBytes(UTF_8)));
    assertThat(sent.path("columns").toString())
        .contains("\"name\":\"a\",\"type\":\"integer\"", "\"missing\":1");
    HttpResponse<String> unknown =
        send(
            "/v1/datasets/upload",
            "multipart/form-data; boundary=x",
            form.replace("na_values", "na_value").getBytes(UTF_8));
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).contains("Unknown part 'na_value'; did you mean 'na_values'?");
  }

  @Test
  void readsJsonUnderOptionsThatConcernValues() throws Exception {
    String json =
        "{\"name\": \"j\", \"columns\": [\"day\", \"zip\", \"on\"],"
            + " \"rows\": [[\"01/02/2024\", \"01067\", true], [\"?\", \"1\", null]]}";
    String dates = URLEncoder.encode("day", UTF_8) + "&dayfirst=true&na_values=%3F";
    JsonNode read =
        created(
            send("/v1/datasets?parse_dates=" + dates, "application/json", json.getBytes(UTF_8)));
    assertThat(types(read)).isEqualTo("datetime category boolean");
    assertThat(rows("j")).isEqualTo("[[\"2024-02-01T00:00:00\",\"01067\",true],[null,\"1\",null]]");
  }

  @Test
  void unpacksGzipWithinBounds() throws Exception {
    byte[] packed = gzip("a;b\n1;x\n2;y\n".getBytes(UTF_8));
    JsonNode plain = created(csv("name=packed", "text/csv", packed));
    assertThat(plain.path("size_bytes").asInt()).isEqualTo(12);
    assertThat(types(plain)).isEqualTo("integer category");
    HttpRequest encoded =
        HttpRequest.newBuilder(uri("/v1/datasets?name=encoded"))
            .header("Content-Type", "text/csv")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed))
            .build();
    assertThat(created(client.send(encoded, BodyHandlers.ofString())).path("sha256"))
        .isEqualTo(plain.path("sha256"));
    byte[] cut = Arrays.copyOf(packed, packed.length - 9);
    assertThat(csv("", "text/csv", cut).body()).contains("The gzip file ends too early");
    byte[] broken = packed.clone();
    broken[packed.length - 6] ^= 1;
    assertThat(csv("", "text/csv", broken).body()).contains("cannot be unpacked");
    long start = System.nanoTime();
    HttpResponse<String> bomb = csv("", "text/csv", gzip(new byte[1 << 20], 1024));
    assertThat(bomb.statusCode()).isEqualTo(413);
    assertThat(bomb.body()).contains("unpacks to more than 200 times its size");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void takesJsonLines() throws Exception {
    byte[] lines = "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5}\n".getBytes(UTF_8);
    JsonNode stored = created(send("/v1/datasets?name=lines", "application/x-ndjson", lines));
    assertThat(types(stored)).isEqualTo("number category");
    assertThat(rows("lines")).isEqualTo("[[1,\"x\"],[2.5,null]]");
    JsonNode again =
        created(send("/v1/datasets?from=lines&name=lines2&dtype=b:text", null, new byte[0]));
    assertThat(types(again)).isEqualTo("number text");
  }

  @Test
  void namesEveryFaultOfTheOptions() throws Exception {
    HttpResponse<String> refused =
        csv(
            "sep=ab&header=x&dtype=a&dayfirst=perhaps&sepp=;",
            "text/csv",
            "a\n1\n".getBytes(UTF_8));
    assertThat(refused.body()).contains("Unknown query parameter 'sepp'; did you mean 'sep'?");
    refused = csv("sep=ab&header=x&dtype=a&dayfirst=perhaps", "text/csv", "a\n1\n".getBytes(UTF_8));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).path("errors")).hasSize(4);
    refused = csv("sep=;&sep=,", "text/csv", "a\n1\n".getBytes(UTF_8));
    assertThat(refused.body()).contains("'sep' is given more than once");
  }

  @Test
  void refusesJobsThatWouldLearnFromInfiniteNumbers() throws Exception {
    created(csv("name=endless", "text/csv", "a,b,y\n1,inf,0\n2,3,1\n1.5,4,0\n".getBytes(UTF_8)));
    assertThat(rows("endless")).isEqualTo("[[1,\"inf\",0],[2,3,1],[1.5,4,0]]");
    String sentence = "the column 'b' has infinite numbers";
    assertThat(dryRun("\"features\": [\"a\", \"b\"], \"target\": \"y\"", 422)).contains(sentence);
    assertThat(dryRun("\"target\": \"b\"", 422)).contains(sentence);
    assertThat(dryRun("\"target\": \"y\", \"preprocess\": \"auto\"", 422)).contains(sentence);
    assertThat(dryRun("\"features\": [\"a\"], \"target\": \"y\"", 200)).doesNotContain(sentence);
  }

  private String dryRun(String columns, int status) throws Exception {
    String job =
        "{\"dataset\": \"endless\", %s, \"epochs\": 1, \"model\": {\"layers\": [{\"type\": \"Linear\", \"out_features\": 1}]}, \"loss\": {\"type\": \"MSELoss\"}, \"optimizer\": {\"type\": \"SGD\", \"lr\": 0.1}}"
            .formatted(columns);
    HttpResponse<String> answer = send("/v1/jobs/dry_run", "application/json", job.getBytes(UTF_8));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(status);
    return answer.body();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    return gzip(plain, 1);
  }

  private static byte[] gzip(byte[] plain, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        out.write(plain);
      }
    }
    return packed.toByteArray();
  }

  private static String part(String name, String content) {
    return "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, content);
  }

  private static String types(JsonNode dataSet) {
    StringBuilder types = new StringBuilder();
    dataSet
        .path("columns")
        .forEach(column -> types.append(column.path("type").asString()).append(' '));
    return types.toString().strip();
  }

  private String rows(String dataSet) throws Exception {
    return get("/v1/datasets/" + dataSet + "/rows").path("rows").toString();
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private HttpResponse<String> csv(String query, String type, byte[] body) throws Exception {
    return send("/v1/datasets?" + query, type, body);
  }

  private HttpResponse<String> send(String path, String type, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .POST(body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static JsonNode created(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response::body).isEqualTo(201);
    return JSON.readTree(response.body());
  }
}
