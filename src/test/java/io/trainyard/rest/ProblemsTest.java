package io.trainyard.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a client can do wrong is told in a problem, from a real server. */
@SpringBootTest(
    classes = ServerForTest.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "trainyard.limits.request-bytes=10KB",
      "trainyard.limits.dataset-bytes=10KB",
      "server.tomcat.connection-timeout=1s",
      "management.endpoint.health.validate-group-membership=false",
      "spring.servlet.multipart.resolve-lazily=true"
    })
class ProblemsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @LocalServerPort private int port;
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          GET    | /v1/things?limit=0            | 422 | Query parameter 'limit' must be from 1 to 100; got 0.
          GET    | /v1/things?limit=ten          | 422 | Query parameter 'limit' must be a whole number from 1 to 100; got 'ten'.
          GET    | /v1/things?limit=99999999999  | 422 | must be a whole number
          GET    | /v1/things?limit=1&limit=2    | 422 | Query parameter 'limit' is given more than once.
          GET    | /v1/things?sort=name          | 422 | Query parameter 'sort' must be '-created_at' or 'created_at'; got 'name'.
          GET    | /v1/things?after=xyz          | 422 | Query parameter 'after' must be the 'next_after' of the page before; got 'xyz'.
          GET    | /v1/things?after=%00          | 422 | got '\uFFFD'
          GET    | /v1/things?count=1.5          | 422 | Query parameter 'count' must be a whole number; got '1.5'.
          GET    | /v1/things?limt=5             | 422 | Unknown query parameter 'limt'; did you mean 'limit'?
          GET    | /v1/things?%zz=5              | 400 | The query string
          GET    | /v1/things?count=%zz          | 400 | The query string
          GET    | /v1/things?=                  | 422 | Unknown query parameter ''
          GET    | /v1/things/a?flag=maybe       | 422 | Query parameter 'flag' must be true or false; got 'maybe'.
          GET    | /v1/thing                     | 404 | There is nothing at '/v1/thing'; did you mean '/v1/things'?
          GET    | /v1/things/                   | 404 | There is nothing at '/v1/things/'
          GET    | /v2                           | 404 | There is nothing at '/v2'.
          GET    | /error                        | 404 | There is nothing at '/error'.
          GET    | /v1/%E4%00                    | 400 | cannot be understood
          GET    | /v1/..%2fthings               | 400 | cannot be understood
          GET    | /v1/%ff%fe                    | 400 | cannot be understood
          DELETE | /v1/things                    | 405 | 'DELETE' is not possible here; possible are GET, POST.
          BREW   | /v1/things                    | 405 | 'BREW' is not possible here; possible are GET, POST.
          DELETE | /v1/nothing                   | 404 | There is nothing at '/v1/nothing'
          GET    | /v1/failures/busy             | 429 | The queue is full.
          GET    | /v1/failures/conflict         | 409 | No.
          GET    | /v1/failures/stopping         | 503 | The service is stopping.
          GET    | /v1/failures/database         | 503 | The database does not answer or cannot store more; nothing was changed.
          GET    | /v1/failures/full             | 507 | A disk of the service or of its database is full; nothing was changed.
          GET    | /v1/failures/disk             | 507 | A disk of the service or of its database is full; nothing was changed.
          GET    | /v1/failures/other            | 500 | Internal error; the service's log has it under 'err_
          GET    | /v1/failures/memory           | 500 | Internal error
          """)
  void saysWhatIsWrongWithARequest(String method, String path, int status, String detail)
      throws Exception {
    Answer answer = Answer.of(raw(method + " " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.problem().get("detail").toString()).contains(detail);
    answer.isAProblem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                     | The body is empty; expected JSON.
          {"a": 1                | The body cannot be read as JSON: it ends before it is complete (line 1, column
          {"a": 1}}              | unexpected '}' (line 1, column 9)
          {"a": 1} {"b": 2}      | there is more after its end
          {"a": 1, "a": 2}       | the name 'a' stands twice in an object (line 1, column 10)
          {a: 1}                 | unexpected 'a' (line 1, column 2)
          {'a': 1}               | unexpected ''' (line 1, column 2)
          [1,]                   | unexpected ']'
          [01]                   | cannot be read as JSON
          [+1]                   | unexpected '+'
          [.5]                   | unexpected '.'
          [NaN]                  | unknown word 'NaN'
          [Infinity]             | unknown word 'Infinity'
          [tru]                  | unknown word 'tru'
          ["\\x"]                | unknown escape
          ["\\u0000"]            | a text has the character U+0000
          ["\\ud800"]            | a text has half of a surrogate pair
          {"\\udc00": 1}         | a text has half of a surrogate pair
          [1e99999999999999]     | a number's exponent is too large
          // words               | unexpected '/'
          """)
  void saysWhereABodyIsNotJson(String body, String detail) throws Exception {
    HttpResponse<String> answer = post("/v1/things", "application/json", bytes(body));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(JSON.writeValueAsString(detail).replace("\"", ""));
    Answer.of(answer).isAProblem();
  }

  @Test
  void refusesDeepNestingLongNumbersAndOtherEncodings() throws Exception {
    refused("[".repeat(5000), "nested more than 100 deep");
    refused("[" + "9".repeat(1001) + "]", "a number has more than 1000 digits");
    refused("{\"a\":\n\n  \"\u0001\"}", "control characters");
    refused("[\"Größe\"]".getBytes(StandardCharsets.ISO_8859_1), "it is not UTF-8 (line 1, column");
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_16), "must be JSON in UTF-8");
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE), "must be JSON in UTF-8");
  }

  @Test
  void keepsEveryKindOfValueOfAJsonBody() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/things",
            "application/json; charset=utf-8",
            bytes("\uFEFF{\"a\": [1, 2.5, 1e400, 12345678901234567890, true, null, \"é😀\", {}]}"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"got\":{\"a\":[1,2.5,1E+400,12345678901234567890,true,null,\"é😀\",{}]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain                       | got 'text/plain'
          application/x-www-form-urlencoded| sent with 'Content-Type: application/json'
          application/json; charset=latin1 | JSON is read in UTF-8; got charset ISO-8859-1.
          application/json; charset=klingon| sent with 'Content-Type: application/json'
          nonsense                         | got 'nonsense'
          """)
  void refusesBodiesThatAreNotJson(String contentType, String detail) throws Exception {
    HttpResponse<String> answer = post("/v1/things", contentType, bytes("{}"));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains(detail);
    assertThat(answer.headers().firstValue("Accept")).contains("application/json");
  }

  @Test
  void refusesACompressedBodyInWords() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/v1/things")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {31, (byte) 139, 8}))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("send this one without 'Content-Encoding: gzip'");
    assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
  }

  @Test
  void refusesABodyBeyondTheLimitWithWhatCame() throws Exception {
    String large = "[" + "1,".repeat(10_000) + "1]";
    HttpResponse<String> announced = post("/v1/things", "application/json", bytes(large));
    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body())
        .contains("10240 bytes at most (limit 'request_bytes'); 20003 were announced");
    HttpResponse<String> streamed =
        client.send(
            request("/v1/things")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(bytes(large))))
                .build(),
            BodyHandlers.ofString());
    assertThat(streamed.statusCode()).isEqualTo(413);
    assertThat(streamed.body()).contains("limit 'request_bytes'); more came");
  }

  @Test
  void refusesAFormThatIsTooLargeOrBrokenOrIncomplete() throws Exception {
    String start = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    String type = "multipart/form-data; boundary=x";
    assertThat(post("/v1/forms", type, bytes(start + "abc\r\n--x--\r\n")).body()).isEqualTo("3");
    assertThat(post("/v1/forms", type, bytes(start + "a".repeat(11_000) + "\r\n--x--\r\n")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(413));
    assertThat(post("/v1/forms", type, bytes(start + "abc")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400));
    assertThat(post("/v1/forms", "multipart/form-data", bytes(start + "abc\r\n--x--\r\n")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400));
    HttpResponse<String> empty = post("/v1/forms", type, bytes("--x--\r\n"));
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("The form needs a part 'file'.");
  }

  @Test
  void tellsWhoeverWantsAnotherFormWhatCanBeHad() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/v1/things/a").header("Accept", "application/xml").build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.body())
        .contains("The answer can be text/csv; 'Accept' asks for 'application/xml'.");
    Answer.of(answer).isAProblem();
  }

  @Test
  void answersAProblemEvenToWhoeverAcceptsOnlyCsv() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/v1/things/a?flag=2").header("Accept", "text/csv").build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(422);
    Answer.of(answer).isAProblem();
  }

  @Test
  void saysWhichMethodsAPathKnows() throws Exception {
    assertThat(raw("OPTIONS /v1/things HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsPattern("Allow: (?=.*GET)(?=.*HEAD)(?=.*POST)(?=.*OPTIONS)");
    assertThat(raw("DELETE /v1/things HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 405")
        .containsPattern("Allow: (?=.*GET)(?=.*POST)");
    assertThat(raw("HEAD /v1/things HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n");
  }

  @Test
  void saysWhenToTryAgain() throws Exception {
    assertThat(get("/v1/failures/busy").headers().firstValue("Retry-After")).contains("3");
    assertThat(get("/v1/failures/stopping").headers().firstValue("Retry-After")).contains("5");
    assertThat(get("/v1/failures/full").headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void breaksTheConnectionWhenHalfAnAnswerIsOut() {
    assertThatThrownBy(() -> get("/v1/failures/half")).isInstanceOf(IOException.class);
  }

  static List<String> oddities() {
    return List.of(
        "GET /v1/things HTTP/1.1\r\n\r\n", // no Host
        "GET /v1/things HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/th|ngs HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/th<ngs HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/things%zz HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/things\\ HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/a/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + "\r\n",
        "G@T /v1/things HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/things HTTP/9.9\r\n" + HOST + "\r\n",
        "nonsense\r\n\r\n",
        "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1/things HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(20_000) + "\r\n\r\n",
        "GET /v1/things HTTP/1.1\r\n" + HOST + "Na me: a\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/things HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        "POST /v1/things HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n{}",
        "POST /v1/things HTTP/1.1\r\n" + HOST + "Transfer-Encoding: klingon\r\n\r\n{}",
        "TRACE /v1/things HTTP/1.1\r\n" + HOST + CLOSE + "\r\n",
        "POST /v1/things HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        "POST /v1/things HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":");
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void answersAProblemToWhatIsHardlyHttp(String request) throws Exception {
    Answer answer = Answer.of(raw(request));
    assertThat(answer.status()).isIn(Set.of(400, 404, 405, 414, 431, 501, 505));
    answer.isAProblem();
    assertThat(get("/v1/things").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/html", "application/json", "garbage;;"})
  void answersAProblemInJsonToEveryClient(String accept) throws Exception {
    Answer.of(
            client.send(
                request("/v1/nothing").header("Accept", accept).build(), BodyHandlers.ofString()))
        .isAProblem();
  }

  private static final String HOST = "Host: localhost\r\n";
  private static final String CLOSE = "Connection: close\r\n";

  private void refused(String body, String detail) throws Exception {
    refused(bytes(body), detail);
  }

  private void refused(byte[] body, String detail) throws Exception {
    HttpResponse<String> answer = post("/v1/things", "application/json", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(detail);
    Answer.of(answer).isAProblem();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
    return client.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  /** Sends bytes as they are and shuts the sending half down, as a client that gives up does. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record Answer(int status, String contentType, String everything, String body) {

    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().map() + response.body(),
          response.body());
    }

    static Answer of(String raw) {
      assertThat(raw).startsWith("HTTP/1.1 ");
      String type =
          raw.lines()
              .filter(line -> line.startsWith("Content-Type: "))
              .findFirst()
              .orElse("Content-Type: ")
              .substring("Content-Type: ".length());
      return new Answer(
          Integer.parseInt(raw.substring(9, 12)),
          type,
          raw,
          raw.substring(raw.indexOf('{'), raw.lastIndexOf('}') + 1));
    }

    Map<?, ?> problem() {
      return JSON.readValue(body, Map.class);
    }

    void isAProblem() {
      assertThat(contentType).startsWith("application/problem+json");
      assertThat(problem().get("status")).isEqualTo(status);
      assertThat(problem().get("type").toString()).startsWith("/problems/");
      assertThat(problem().get("title").toString()).isNotBlank();
      assertThat(problem().get("detail").toString()).isNotBlank();
      assertThat(problem().get("instance").toString()).isNotNull();
      assertThat(everything)
          .doesNotContain("Exception", "io.trainyard", "Secret", "\tat ", "<html", "jackson")
          .doesNotContainIgnoringCase("tomcat", "apache");
    }
  }
}
