package io.trainyard.job.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.JobsForTest;
import io.trainyard.job.Progress;
import io.trainyard.job.TrainingJob;
import io.trainyard.training.EpochResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Histories over HTTP: whole, in parts, thinned, as JSON, CSV and pictures. */
@OnH2
class LossesIT {
  @LocalServerPort private int port;
  @Autowired private Jobs jobs;
  @Autowired private LossHistory history;
  @Autowired private PlatformTransactionManager transactions;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void readsAHistoryPartByPart() {
    String path = "/v1/jobs/" + client.trained(Client.ARTICLE_JOB) + "/losses";
    JsonNode part = client.get(path + "?from_epoch=10&limit=5");
    assertThat(epochs(part)).containsExactly(10, 11, 12, 13, 14);
    assertThat(part.path("next_epoch").asInt()).isEqualTo(15);
    JsonNode rest = client.get(path + "?from_epoch=45&limit=100");
    assertThat(epochs(rest)).containsExactly(45, 46, 47, 48, 49);
    assertThat(rest.path("next_epoch").asInt()).isEqualTo(50);
    JsonNode nothing = client.get(path + "?from_epoch=50");
    assertThat(epochs(nothing)).isEmpty();
    assertThat(nothing.path("next_epoch").asInt()).isEqualTo(50);
  }

  @Test
  void aRunningJobCanBeFollowedWithoutAGap() {
    String id =
        client
            .post("/v1/jobs", Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 20000"))
            .path("id")
            .asString();
    List<Integer> followed = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          JsonNode news = client.get("/v1/jobs/" + id + "/losses?from_epoch=" + followed.size());
          followed.addAll(epochs(news));
          assertThat(news.path("next_epoch").asInt()).isEqualTo(followed.size());
          return news.path("status").asString().equals("succeeded") && epochs(news).isEmpty();
        });
    assertThat(followed).hasSize(20_000);
    assertThat(followed.getLast()).isEqualTo(19_999);
  }

  @Test
  void thinsALongHistoryAndKeepsWhatMatters() {
    String id = recorded(100_000);
    for (int points : new int[] {4, 5, 6, 7, 100, 1000, 99_999}) {
      List<Integer> epochs = epochs(client.get("/v1/jobs/" + id + "/losses?max_points=" + points));
      assertThat(epochs)
          .hasSizeBetween(Math.min(points, 4), points)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(epochs).startsWith(0).endsWith(99_999);
      assertThat(epochs).as("lowest and highest of training").contains(70_001, 33_333);
      if (points >= 6) {
        assertThat(epochs).as("lowest and highest of test").contains(70_003, 33_335);
      }
      if (points >= 100) {
        for (int i = 1; i < epochs.size(); i++) {
          assertThat(epochs.get(i) - epochs.get(i - 1)).isLessThan(2 * 100_000 / (points - 6) + 2);
        }
      }
    }
    assertThat(
            epochs(client.get("/v1/jobs/" + id + "/losses?from_epoch=10&limit=50&max_points=50")))
        .hasSize(50);
    assertThat(epochs(client.get("/v1/jobs/" + id + "/losses"))).hasSize(100_000);
    String svg = send("/v1/jobs/" + id + "/losses.svg", "image/svg+xml").body();
    assertThat(svg).contains("80000").hasSizeLessThan(60_000);
  }

  @Test
  void writesCsvToThoseWhoLikeItBetter() {
    String job =
        Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 2, \"metrics\": [\"accuracy\"]");
    String path = "/v1/jobs/" + client.trained(job) + "/losses";
    for (String accept : List.of("text/csv", "text/csv, application/json;q=0.5", "text/*")) {
      HttpResponse<String> csv = send(path, accept);
      assertThat(csv.headers().firstValue("Content-Type")).get().asString().startsWith("text/csv");
      assertThat(csv.body().lines())
          .hasSize(3)
          .first()
          .isEqualTo(
              "epoch,train_loss,test_loss,learning_rate,train_accuracy,test_accuracy,seconds");
    }
    for (String accept : List.of("*/*", "application/json", "text/csv;q=0.5, application/json")) {
      assertThat(send(path, accept).body()).startsWith("{\"job_id\"");
    }
    assertThat(send(path, "image/png").statusCode()).isEqualTo(406);
  }

  @Test
  void comparesJobs() {
    String a = recorded(300);
    String b = client.trained(Client.ARTICLE_JOB);
    JsonNode both = client.get("/v1/losses?job=" + a + "&job=" + b + "&max_points=20").path("data");
    assertThat(both.get(0).path("job_id").asString()).isEqualTo(a);
    assertThat(epochs(both.get(0))).hasSizeBetween(10, 20);
    assertThat(both.get(1).path("job_id").asString()).isEqualTo(b);
    assertThat(epochs(both.get(1))).hasSizeBetween(10, 20);
    assertThat(send("/v1/losses?job=" + a + "&job=job_nobody", "*/*").statusCode()).isEqualTo(404);
    assertThat(send("/v1/losses?job=" + a + "&max_points=3", "*/*").statusCode()).isEqualTo(422);
  }

  @Test
  void namesWhatJsonHasNoNumberFor() {
    String id = recorded(3);
    append(
        id,
        List.of(
            new EpochResult(
                3,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                0.1,
                Map.of("train_r2", Double.NaN),
                1,
                1,
                1)));
    JsonNode row = client.get("/v1/jobs/" + id + "/losses?from_epoch=3").at("/losses/0");
    assertThat(row.path("train_loss").isNull()).isTrue();
    assertThat(row.path("non_finite").toString())
        .isEqualTo("{\"train_loss\":\"nan\",\"test_loss\":\"-inf\",\"train_r2\":\"nan\"}");
    assertThat(send("/v1/jobs/" + id + "/losses?from_epoch=3", "text/csv").body())
        .contains("\r\n3,nan,-inf,0.1,nan,1.0\r\n");
    assertThat(client.get("/v1/jobs/" + id).at("/latest/train_loss").isNull()).isTrue();
    assertThat(client.get("/v1/jobs/" + id).at("/best/epoch").asInt()).isZero();
    assertThat(epochs(client.get("/v1/jobs/" + id + "/losses?max_points=4"))).hasSize(4);
    assertThat(send("/v1/jobs/" + id + "/losses.svg", "*/*").body()).doesNotContain("NaN");
  }

  @Test
  void aHistoryOfNothingIsEmpty() {
    String id = recorded(0);
    assertThat(epochs(client.get("/v1/jobs/" + id + "/losses?max_points=4"))).isEmpty();
    assertThat(send("/v1/jobs/" + id + "/losses", "text/csv").body())
        .isEqualTo("epoch,train_loss,test_loss,learning_rate,seconds\r\n");
    assertThat(send("/v1/jobs/" + id + "/losses.svg", "*/*").body())
        .contains("no epoch is over yet");
  }

  /** A job in its first attempt whose losses have one lowest and one highest epoch each. */
  private String recorded(int epochs) {
    List<EpochResult> results = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      double train = epoch == 70_001 ? 0.5 : epoch == 33_333 ? 9 : 1 + (epoch % 7) * 0.1;
      double test = epoch == 70_003 ? 0.4 : epoch == 33_335 ? 8 : 2 + (epoch % 5) * 0.1;
      results.add(JobsForTest.result(epoch, train, test));
    }
    String id = "job_" + "%026d".formatted(jobs.countByStatus(JobStatus.RUNNING));
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          TrainingJob job =
              new TrainingJob(
                  id, JobsForTest.submission(Math.max(50, epochs)), JobsForTest.SUBMITTED);
          job.start(JobsForTest.SUBMITTED, JobsForTest.NODE);
          jobs.save(job);
        });
    for (int from = 0; from < epochs; from += 10_000) {
      append(id, results.subList(from, Math.min(epochs, from + 10_000)));
    }
    return id;
  }

  private void append(String id, List<EpochResult> results) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          Progress before = jobs.get(id).progress();
          assertThat(history.append(id, 1, before, results)).isNotNull();
        });
  }

  private HttpResponse<String> send(String path, String accept) {
    return client.send("GET", path, null, accept);
  }

  private static List<Integer> epochs(JsonNode history) {
    List<Integer> epochs = new ArrayList<>();
    history.path("losses").forEach(row -> epochs.add(row.path("epoch").asInt()));
    return epochs;
  }
}
