package io.trainyard.job.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.contract.StartedJobs;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who follows jobs by their events misses nothing and hears nothing twice. */
@OnH2
class EventsIT {
  private static final String ENDLESS =
      """
      {"dataset": "digits", "target": "digit", "epochs": 90000, "batch_size": 16,
       "model": {"layers": [{"type": "Linear", "out_features": 10}]}, "labels": {"team": "%s"},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.001}}
      """;

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  private Client client;
  private StartedJobs jobs;
  private final List<Reader> readers = new ArrayList<>();

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
    jobs = new StartedJobs(client);
  }

  @AfterEach
  void endAll() {
    readers.forEach(Reader::close);
    jobs.end();
  }

  @Test
  void tellsEveryEpochAndEveryStateAndEnds() {
    String id = jobs.submit(Client.ARTICLE_JOB);
    Reader reader = follow(id, null).awaitEnd();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.header("Content-Type").orElseThrow()).startsWith("text/event-stream");
    assertThat(reader.header("Cache-Control")).hasValue("no-store");

    List<Reader.Event> events = reader.events();
    assertThat(states(events)).containsExactly("queued", "running", "succeeded");
    assertThat(events.getLast().name()).isEqualTo("end");
    assertThat(events.getLast().data().path("status").asString()).isEqualTo("succeeded");
    assertThat(events.getLast().data().path("status_reason").asString()).isEqualTo("max_epochs");
    assertThat(events.getLast().data().path("attempt").asInt()).isEqualTo(1);
    List<JsonNode> told = data(events, "epoch");
    JsonNode losses = client.get("/v1/jobs/" + id + "/losses").path("losses");
    assertThat(told).hasSize(50);
    for (int epoch = 0; epoch < 50; epoch++) {
      JsonNode row = told.get(epoch);
      assertThat(row.path("job_id").asString()).isEqualTo(id);
      losses
          .path(epoch)
          .properties()
          .forEach(field ->
              assertThat(row.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }
    assertThat(events.stream().map(Reader.Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void goesOnBehindEveryEventOfAll() {
    String id = jobs.submit(Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 700"));
    List<Reader.Event> all = follow(id, null).awaitEnd().events();
    assertThat(all).hasSize(700 + 4);
    for (int known : new int[] {1, 2, 3, 250, 500, 701, 702, 703}) {
      List<Reader.Event> rest = follow(id, all.get(known - 1).id()).awaitEnd().events();
      assertThat(rest).as("after event %d", known).isEqualTo(all.subList(known, all.size()));
    }
    assertThat(follow(id, "0").awaitEnd().events()).isEqualTo(all);
    assertThat(follow(id, all.getLast().id()).status()).isEqualTo(204);
  }

  @Test
  void followsWhatIsPausedAndResumedAndCancelled() {
    String id = jobs.submit(ENDLESS.formatted("a"));
    Reader reader = follow(id, null).awaitEvents(5);
    for (String action : List.of("pause", "resume", "cancel")) {
      client.post("/v1/jobs/" + id + "/" + action, "");
      client.get("/v1/jobs/" + id + "?wait=20&wait_for=finished");
      if (action.equals("resume")) {
        reader.awaitEvents(reader.events().size() + 3);
      }
    }
    List<Reader.Event> events = reader.awaitEnd().events();
    assertThat(states(events))
        .containsSubsequence("queued", "running", "pausing", "paused", "queued", "running")
        .endsWith("cancelled");
    assertThat(epochs(events))
        .isEqualTo(IntStream.range(0, epochs(events).size()).boxed().toList());
  }

  /** Cut off again and again while the job trains, with whatever has arrived until then. */
  @Test
  void nothingIsMissedOrDoubledByOneWhoIsCutOff() {
    String id = jobs.submit(ENDLESS.formatted("a"));
    List<Reader.Event> heard = new ArrayList<>();
    String lastId = null;
    for (int time = 0; time < 12; time++) {
      try (Reader reader = Reader.open(url("/v1/jobs/" + id + "/events"), lastId)) {
        reader.awaitEvents(time % 3 + 1);
        reader.close();
        heard.addAll(reader.events());
        lastId = heard.getLast().id();
      }
    }
    client.post("/v1/jobs/" + id + "/cancel", "");
    heard.addAll(follow(id, lastId).awaitEnd().events());
    assertThat(heard).isEqualTo(follow(id, null).awaitEnd().events());
    int recorded = client.get("/v1/jobs/" + id).at("/progress/epoch").asInt();
    assertThat(epochs(heard)).isEqualTo(IntStream.range(0, recorded).boxed().toList());
  }

  @Test
  void allJobsAreFollowedByTheirLabels() {
    Reader all = open("/v1/events", null);
    Reader garden = open("/v1/events?label=team=garden", null);
    Reader any = open("/v1/events?label=team", null);
    await().until(() -> all.lastId() != null && garden.lastId() != null && any.lastId() != null);
    String before = garden.lastId();
    String plain = jobs.submit(Client.ARTICLE_JOB);
    String kitchen = jobs.submit(labelled("kitchen"));
    String wanted = jobs.submit(labelled("garden"));
    all.awaitEvents(3 * 54);
    garden.awaitEvents(54);
    any.awaitEvents(2 * 54);
    assertThat(jobs(garden.events())).containsOnly(wanted);
    assertThat(jobs(any.events())).containsOnly(wanted, kitchen);
    assertThat(jobs(all.events())).containsOnly(wanted, kitchen, plain);
    for (String job : List.of(plain, kitchen, wanted)) {
      assertThat(all.events().stream().filter(event -> of(event).equals(job)).toList())
          .isEqualTo(follow(job, null).awaitEnd().events());
    }
    Reader again = open("/v1/events?label=team=garden", before).awaitEvents(54);
    assertThat(again.events()).isEqualTo(garden.events());
  }

  /** What was committed later may have been begun earlier: nobody is to skip it. */
  @Test
  void aTransactionThatTakesLongIsNotSkipped() {
    String id = jobs.submit(Client.ARTICLE_JOB);
    List<Reader.Event> events = follow(id, null).awaitEnd().events();
    Long last =
        jdbc.queryForObject("select max(id) from job_event where job_id = ?", Long.class, id);
    // a smaller id than all there are, seen only now
    jdbc.update(
        "insert into job_event (id, job_id, attempt, status, happened_at)"
            + " select -1, job_id, attempt, 'RUNNING', happened_at from job_event where id = ?",
        last);
    Reader reader = open("/v1/events", events.getLast().id());
    reader.awaitEvents(1);
    assertThat(reader.events().getFirst().data().path("status").asString()).isEqualTo("running");
    jdbc.update("delete from job_event where id = -1");
  }

  @Test
  void endsWithAJobThatIsDeleted() {
    String id = jobs.submit(Client.ARTICLE_JOB);
    follow(id, null).awaitEnd();
    client.send("DELETE", "/v1/jobs/" + id, null, "*/*");
    assertThat(follow(id, null).status()).isEqualTo(404);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from job_event where job_id = ?", Integer.class, id))
        .isZero();
  }

  @Test
  void anUnknownJobIsNotFound() {
    HttpResponse<String> answer =
        client.send("GET", "/v1/jobs/job_7ZZZZZZZZZZZZZZZZZZZZZZZZA/events", null, "*/*");
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "1.", "-1.0", "1.2.3", "999999999999.1", "1.99999999999"})
  void refusesWhatIsNoIdOfAnEvent(String id) {
    String job = jobs.submit(Client.ARTICLE_JOB);
    for (String path : List.of("/v1/events", "/v1/jobs/" + job + "/events")) {
      Reader reader = open(path, id);
      assertThat(reader.status()).as(path).isEqualTo(422);
      assertThat(reader.header("Content-Type")).hasValue("application/problem+json");
    }
  }

  @Test
  void refusesALabelWithoutAName() {
    var answer = client.send("GET", "/v1/events?label==x", null, "*/*");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JsonMapper.shared().readTree(answer.body()).at("/errors/0/parameter").asString())
        .isEqualTo("label");
  }

  private static String labelled(String team) {
    return Client.ARTICLE_JOB.replaceFirst("\\{", "{\"labels\": {\"team\": \"" + team + "\"},");
  }

  private Reader follow(String id, String lastId) {
    return open("/v1/jobs/" + id + "/events", lastId);
  }

  private Reader open(String path, String lastId) {
    Reader reader = Reader.open(url(path), lastId);
    readers.add(reader);
    return reader;
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static List<JsonNode> data(List<Reader.Event> events, String name) {
    return events.stream()
        .filter(event -> event.name().equals(name))
        .map(Reader.Event::data)
        .toList();
  }

  private static List<String> states(List<Reader.Event> events) {
    return data(events, "status").stream().map(data -> data.path("status").asString()).toList();
  }

  private static List<Integer> epochs(List<Reader.Event> events) {
    return data(events, "epoch").stream().map(data -> data.path("epoch").asInt()).toList();
  }

  private static String of(Reader.Event event) {
    return event.data().path("job_id").asString();
  }

  private static List<String> jobs(List<Reader.Event> events) {
    return events.stream().map(EventsIT::of).toList();
  }
}
