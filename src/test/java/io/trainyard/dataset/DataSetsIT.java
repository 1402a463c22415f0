package io.trainyard.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.OnH2;
import io.trainyard.rest.Ids;
import io.trainyard.rest.NotFound;
import io.trainyard.rest.PageQuery;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.api.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Data sets over HTTP and for the other modules, on a real database. */
@OnH2
@Import(DataSetsIT.Users.class)
class DataSetsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TABLES =
      List.of("data_set", "data_set_column", "data_set_content", "data_set_block");

  @LocalServerPort private int port;
  @Autowired private DataSets dataSets;
  @Autowired private TableStore tables;
  @Autowired private BuiltInDataSets builtIns;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private List<String> needed;

  private final HttpClient client = HttpClient.newHttpClient();

  /** A module that needs the data sets listed. */
  @TestConfiguration
  static class Users {
    @Bean
    List<String> needed() {
      return new ArrayList<>();
    }

    @Bean
    DataSetUse usersOfTheTest(List<String> needed) {
      return id -> needed.contains(id) ? List.of("job_of_the_test") : List.of();
    }
  }

  @AfterEach
  void onlyBuiltInsStay() {
    needed.clear();
    for (String id :
        jdbc.queryForList("select id from data_set where not read_only", String.class)) {
      dataSets.delete(id);
    }
    assertThat(count("data_set")).isEqualTo(5);
  }

  @Test
  void theBuiltInSetsArePresentAndStay() throws Exception {
    JsonNode page = json(get("/v1/datasets?sort=created_at"));
    assertThat(page.path("data").values().stream().map(set -> set.path("name").asString()))
        .containsExactly("iris", "wine", "breast-cancer", "diabetes", "digits");
    assertThat(page.path("has_more").asBoolean()).isFalse();
    assertThat(send("DELETE", "/v1/datasets/iris", null, new byte[0]).statusCode()).isEqualTo(409);
  }

  @Test
  void storingTheBuiltInSetsAgainChangesNothing() throws Exception {
    List<Map<String, Object>> before = jdbc.queryForList("select * from data_set order by id");
    builtIns.afterSingletonsInstantiated();
    assertThat(jdbc.queryForList("select * from data_set order by id")).isEqualTo(before);
  }

  @Test
  void twoNodesThatStartAtOnceStoreThemOnce() throws Exception {
    jdbc.update("delete from data_set");
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Boolean> node =
        () -> {
          start.await();
          builtIns.afterSingletonsInstantiated();
          return true;
        };
    try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      for (Future<Boolean> started : nodes.invokeAll(List.of(node, node))) {
        assertThat(started.get()).isTrue();
      }
    }
    assertThat(jdbc.queryForList("select name from data_set", String.class))
        .containsExactlyInAnyOrder("iris", "wine", "breast-cancer", "diabetes", "digits");
    assertThat(dataSets.values(dataSets.get("iris"), List.of("species")).get("species"))
        .hasSize(150);
  }

  @Test
  void describesIrisWithTheStatisticsOfItsColumns() throws Exception {
    JsonNode iris = json(get("/v1/datasets/iris"));
    assertThat(iris.path("rows").asInt()).isEqualTo(150);
    assertThat(iris.path("size_bytes").asInt()).isEqualTo(4029);
    assertThat(iris.path("created_at").asString()).matches("\\d{4}-.*T.*:\\d\\d(\\.\\d{1,3})?Z");
    JsonNode petal = iris.path("columns").path(2);
    assertThat(petal.toString())
        .startsWith(
            "{\"name\":\"petal length (cm)\",\"type\":\"number\",\"min\":1.0,\"max\":6.9,\"mean\":3.758,\"std\":1.7594");
    assertThat(iris.path("columns").path(4).toString())
        .isEqualTo(
            "{\"name\":\"species\",\"type\":\"category\",\"categories\":[\"setosa\",\"versicolor\",\"virginica\"],\"missing\":0}");
    assertThat(json(get("/v1/datasets/" + iris.path("id").asString()))).isEqualTo(iris);
  }

  @Test
  void saysWhatIsDoubtfulAtOnceAndLater() throws Exception {
    JsonNode created = created(csv("?name=doubtful", "id,zip\n9007199254740993,01067\n7,1067\n"));
    assertThat(created.path("warnings").values())
        .extracting(warning ->
            warning.path("column").asString()
                + " "
                + warning.path("line")
                + " "
                + warning.path("code").asString())
        .containsExactly("id 2 beyond_2_53", "zip 2 leading_zeros");
    assertThat(json(get("/v1/datasets/doubtful"))).isEqualTo(created);
    assertThat(json(get("/v1/datasets/iris")).path("warnings").toString()).isEqualTo("[]");
    assertThat(get("/v1/datasets").body()).doesNotContain("warnings");
  }

  @Test
  void knowsNoWarningsOfADataSetThatWasStoredBeforeTheyWereNoted() throws Exception {
    String id = created(csv("?name=old", "a\n1\n2\n")).path("id").asString();
    jdbc.update("update data_set set warnings = null where id = ?", id);
    assertThat(tables.schema(id).warnings()).isNull();
    assertThat(tables.schema(id).columns()).hasSize(1);
  }

  @Test
  void givesBackTheBytesAsTheyWereSent() throws Exception {
    byte[] csv = "\uFEFFa,b\r\n1,\"x\r\ny\"\r\n\r\n".getBytes(UTF_8);
    JsonNode created = created(csv("?name=bytes", csv));
    HttpResponse<byte[]> content = bytes("/v1/datasets/bytes/content");
    assertThat(content.body()).isEqualTo(csv);
    assertThat(content.headers().firstValue("Content-Type")).contains("text/csv;charset=utf-8");
    assertThat(content.headers().firstValue("ETag"))
        .contains('"' + created.path("sha256").asString() + '"');
    HttpResponse<String> again =
        client.send(
            request("/v1/datasets/bytes/content")
                .header("If-None-Match", content.headers().firstValue("ETag").orElseThrow())
                .build(),
            BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    HttpResponse<String> head = send("HEAD", "/v1/datasets/bytes/content", null, new byte[0]);
    assertThat(head.headers().firstValue("Content-Length")).contains("" + csv.length);
    HttpResponse<String> other =
        client.send(
            request("/v1/datasets/bytes/content").header("Accept", "image/png").build(),
            BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(406);
  }

  @Test
  void takesAFormWithTheNameOfItsFile() throws Exception {
    HttpResponse<String> response =
        form(part("name=\"file\"; filename=\"My flowers.csv\"", "a,b\n1,x\n"));
    assertThat(created(response).path("name").asString()).isEqualTo("My flowers");
    response =
        form(
            part("name=\"file\"; filename=\"x.csv\"", "a,b\n1,x\n")
                + part("name=\"name\"", "größe"));
    assertThat(created(response).path("name").asString()).isEqualTo("größe");
    assertThat(get("/v1/datasets/gr%C3%B6%C3%9Fe").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAFormThatIsNotOneFileAndPerhapsAName() throws Exception {
    String file = part("name=\"file\"; filename=\"x.csv\"", "a,b\n1,x\n");
    assertThat(refused(form(""), 422)).contains("needs a file as its part 'file'");
    assertThat(refused(form(file + file), 422)).contains("one file; got 2");
    assertThat(refused(form(file + part("name=\"nam\"", "x")), 422))
        .contains("Unknown part 'nam'; did you mean 'name'?");
    assertThat(refused(form(file + part("name=\"name\"; filename=\"y\"", "x")), 422))
        .contains("'name' must be a text, not a file");
    assertThat(refused(form(file + part("name=\"name\"", "x") + part("name=\"name\"", "y")), 422))
        .contains("more than once");
  }

  @Test
  void takesJsonAndShowsItsRows() throws Exception {
    String body =
        "{\"name\":\"mine\",\"columns\":[\"a\",\"b\"],\"rows\":[[1,\"x\"],[null,\"7\"],[2.5,null]]}";
    JsonNode created = created(post("application/json", body.getBytes(UTF_8)));
    assertThat(created.path("columns").path(0).path("missing").asInt()).isEqualTo(1);
    assertThat(get("/v1/datasets/mine/rows").body())
        .isEqualTo("{\"columns\":[\"a\",\"b\"],\"rows\":[[1,\"x\"],[null,\"7\"],[2.5,null]]}");
    assertThat(get("/v1/datasets/mine/content").body()).isEqualTo(body);
  }

  @Test
  void showsRowsFromAnyPlace() throws Exception {
    assertThat(json(get("/v1/datasets/iris/rows")).path("rows").size()).isEqualTo(20);
    assertThat(json(get("/v1/datasets/iris/rows?offset=149&limit=5")).path("rows").toString())
        .isEqualTo("[[5.9,3,5.1,1.8,\"virginica\"]]");
    assertThat(json(get("/v1/datasets/iris/rows?offset=150")).path("rows").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?name=",
        "?name=%20a",
        "?name=a%2Fb",
        "?name=..",
        "?name=ds_01M84TS90B7MRA82FVCJVJGBST"
      })
  void refusesNamesThatCannotStandInAPathOrLookLikeIds(String query) throws Exception {
    assertThat(refused(csv(query, "a\n1\n"), 422)).contains("\"parameter\":\"name\"");
  }

  @Test
  void callsADataSetWithoutANameByItsId() throws Exception {
    JsonNode created = created(csv("", "a\n1\n"));
    assertThat(created.path("name")).isEqualTo(created.path("id"));
  }

  @Test
  void namesTheLineAndTheColumnOfAMalformedFile() throws Exception {
    JsonNode problem = json(csv("", "a,b\n1,2\n1\n1,2,3\n"));
    assertThat(problem.path("errors").toString())
        .isEqualTo(
            "[{\"line\":4,\"detail\":\"Line 4 has 3 fields, the header has 2 columns: field 3 has no column."
                + " Is there a separator inside a value? Commas separate the fields; such a value has to be quoted.\","
                + "\"code\":\"malformed\"}]");
    assertThat(count("data_set")).isEqualTo(5);
  }

  @Test
  void givesANameOnlyOnce() throws Exception {
    String id = created(csv("?name=twice", "a\n1\n")).path("id").asString();
    JsonNode problem = json(csv("?name=twice", "a\n2\n"));
    assertThat(problem.path("status").asInt()).isEqualTo(409);
    assertThat(problem.path("existing_id").asString()).isEqualTo(id);
  }

  @Test
  void letsOneOfManyUploadsOfANameWin() throws Exception {
    String csv = "a,b\n" + "1.5,x\n".repeat(20_000);
    int senders = 6;
    CyclicBarrier start = new CyclicBarrier(senders);
    try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
      Callable<Integer> send =
          () -> {
            start.await();
            return csv("?name=race", csv).statusCode();
          };
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(java.util.Collections.nCopies(senders, send))) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }
    assertThat(count("data_set")).isEqualTo(6);
  }

  @Test
  void pagesThroughManyWithoutGapOrRepetition() throws Exception {
    for (int i = 0; i < 7; i++) {
      created(csv("?name=page" + i, "a\n1\n"));
    }
    List<String> names = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = json(get("/v1/datasets?limit=5" + after));
      page.path("data").values().forEach(set -> names.add(set.path("name").asString()));
      after =
          page.path("has_more").asBoolean() ? "&after=" + page.path("next_after").asString() : null;
    } while (after != null);
    assertThat(names).hasSize(12).startsWith("page6", "page5").endsWith("wine", "iris");
    assertThat(names).doesNotHaveDuplicates();
    assertThat(dataSets.page(new PageQuery(3, null, false), StoredDataSet::name).data())
        .containsExactly("iris", "wine", "breast-cancer");
  }

  @Test
  void deletesEverythingOfADataSetThatNobodyNeeds() throws Exception {
    String id = created(csv("?name=gone", "a,b\n1,x\n")).path("id").asString();
    needed.add(id);
    JsonNode problem = json(send("DELETE", "/v1/datasets/gone", null, new byte[0]));
    assertThat(problem.path("status").asInt()).isEqualTo(409);
    assertThat(problem.path("jobs").toString()).isEqualTo("[\"job_of_the_test\"]");
    needed.clear();
    assertThat(send("DELETE", "/v1/datasets/" + id, null, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(get("/v1/datasets/gone").statusCode()).isEqualTo(404);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from data_set_block where data_set_id = ?", Integer.class, id))
        .isZero();
    assertThatThrownBy(() -> transaction.executeWithoutResult(status -> dataSets.hold(id)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void saysTheNearestNameOfAnUnknownOne() throws Exception {
    assertThat(refused(get("/v1/datasets/irs"), 404))
        .contains("There is no data set 'irs'; did you mean 'iris'?");
    assertThat(get("/v1/datasets/" + new Ids(java.time.Clock.systemUTC()).next("ds_")).statusCode())
        .isEqualTo(404);
    assertThat(get("/v1/datasets/" + "x".repeat(3000)).statusCode()).isEqualTo(404);
  }

  @Test
  void givesValuesOfColumnsInOneCall() {
    DataSet iris = dataSets.get("iris");
    Map<String, double[]> values = dataSets.values(iris, List.of("species", "petal width (cm)"));
    assertThat(values.keySet()).containsExactly("species", "petal width (cm)");
    assertThat(values.get("species")).hasSize(150).startsWith(0, 0).endsWith(2, 2);
    assertThat(values.get("petal width (cm)")).startsWith(0.2, 0.2, 0.2).endsWith(2.3, 1.8);
    values.get("species")[0] = 77;
    assertThat(dataSets.values(iris, List.of("species")).get("species")[0]).isZero();
    assertThatThrownBy(() -> dataSets.values(iris, List.of("nope")))
        .hasMessageContaining("has no column 'nope'");
  }

  @Test
  void keepsTheValuesOfATableOfManyBlocks() throws Exception {
    Random random = new Random(3);
    int rows = 200_000;
    double[] numbers = new double[rows];
    double[] colours = new double[rows];
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.write("id,x,colour,comment,hole\n".getBytes(UTF_8));
    for (int i = 0; i < rows; i++) {
      numbers[i] = random.nextInt(1_000_000) / 1000.0;
      colours[i] = random.nextInt(3);
      csv.write(
          "%d,%s,%s,\"text %d, and more\",%s\n"
              .formatted(
                  i,
                  numbers[i],
                  List.of("blue", "green", "red").get((int) colours[i]),
                  i,
                  i % 1000 == 998 ? "" : "1")
              .getBytes(UTF_8));
    }
    JsonNode created = created(csv("?name=many", csv.toByteArray()));
    assertThat(created.path("columns").path(3).path("type").asString()).isEqualTo("text");
    assertThat(created.path("columns").path(4).path("missing").asInt()).isEqualTo(200);
    assertThat(
            count(
                "data_set_block where data_set_id = '%s'".formatted(created.path("id").asString())))
        .isGreaterThan(1);
    DataSet many = dataSets.get("many");
    Map<String, double[]> values = dataSets.values(many, List.of("x", "colour", "hole"));
    assertThat(values.get("x")).isEqualTo(numbers);
    assertThat(values.get("colour")).isEqualTo(colours);
    assertThat(values.get("hole")[998]).isNaN();
    assertThat(many.column("hole").orElseThrow().first_missing_line()).isEqualTo(1000);
    assertThatThrownBy(() -> dataSets.values(many, List.of("comment")))
        .hasMessageContaining("column 'comment' is text");
    assertThat(bytes("/v1/datasets/many/content").body()).isEqualTo(csv.toByteArray());
    assertThat(
            json(get("/v1/datasets/many/rows?offset=199999"))
                .path("rows")
                .path(0)
                .path(3)
                .asString())
        .isEqualTo("text 199999, and more");
  }

  @Test
  void storesAllOrNothing() throws Exception {
    List<Integer> before = TABLES.stream().map(this::count).toList();
    Upload upload = Upload.of(() -> InputStream.nullInputStream());
    RowSource breaksOff =
        sink -> {
          sink.columns(Header.given(List.of("a")));
          Cells cells = new Cells(Notation.PLAIN);
          for (int i = 0; i < 1_000_000; i++) {
            cells.begin(i);
            cells.add("1", Cells.Kind.OPEN);
            sink.row(cells);
          }
          throw new java.io.IOException("No space left on device");
        };
    Column column = new Column("a", ColumnType.NUMBER, 1.0, 1.0, 1.0, 0.0, 0, 0, List.of("1"));
    assertThatThrownBy(() ->
            dataSets.create(
                "half",
                upload,
                breaksOff,
                new TableProfile(1_000_000, List.of(column), List.of()),
                Reading.FIRST,
                Intake.CSV,
                false))
        .hasRootCauseMessage("No space left on device");
    assertThat(TABLES.stream().map(this::count).toList()).isEqualTo(before);
    assertThat(get("/v1/datasets/half").statusCode()).isEqualTo(404);
  }

  @Test
  void saysSoAndStoresNothingWhenTheDatabaseCanHoldNoMore() throws Exception {
    List<Integer> before = TABLES.stream().map(this::count).toList();
    fillTheDisk();
    try {
      HttpResponse<String> response = csv("?name=half", "a,b\n1,x\n");
      assertThat(refused(response, statusOfAFullDisk())).containsAnyOf("cannot store", "is full");
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(TABLES.stream().map(this::count).toList()).isEqualTo(before);
    } finally {
      jdbc.execute("drop trigger full_disk " + onTable());
    }
    created(csv("?name=half", "a,b\n1,x\n"));
  }

  /** Makes the last write of a data set fail as if there were no room for it. */
  void fillTheDisk() {
    jdbc.execute(
        "create trigger full_disk before insert on data_set_block for each row call '%s'"
            .formatted(FullDisk.class.getName()));
  }

  /** H2's error does not tell a full disk from a file that cannot be written. */
  int statusOfAFullDisk() {
    return 503;
  }

  String onTable() {
    return "";
  }

  /** What H2 says when the disk is full. */
  public static final class FullDisk implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
      throw new SQLException("IO Exception: No space left on device", "90031", 90031);
    }
  }

  @Test
  void knowsItsDigest() throws Exception {
    byte[] csv = "a\n1\n".getBytes(UTF_8);
    String digest =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(csv));
    assertThat(created(csv("", csv)).path("sha256").asString()).isEqualTo(digest);
  }

  private int count(String table) {
    return jdbc.queryForObject("select count(*) from " + table, Integer.class);
  }

  HttpResponse<String> csv(String query, String csv) throws Exception {
    return csv(query, csv.getBytes(UTF_8));
  }

  private HttpResponse<String> csv(String query, byte[] csv) throws Exception {
    return send("POST", "/v1/datasets" + query, "text/csv", csv);
  }

  private HttpResponse<String> post(String type, byte[] body) throws Exception {
    return send("POST", "/v1/datasets", type, body);
  }

  private HttpResponse<String> form(String parts) throws Exception {
    return post("multipart/form-data; boundary=x", (parts + "--x--\r\n").getBytes(UTF_8));
  }

  private static String part(String disposition, String content) {
    return "--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, null, new byte[0]);
  }

  private HttpResponse<byte[]> bytes(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<String> send(String method, String path, String type, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private static JsonNode created(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response::body).isEqualTo(201);
    JsonNode dataSet = json(response);
    assertThat(response.headers().firstValue("Location"))
        .contains("/v1/datasets/" + dataSet.path("id").asString());
    return dataSet;
  }

  private static String refused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response::body).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    return response.body();
  }
}
