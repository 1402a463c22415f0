package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.JobsForTest;
import io.trainyard.job.Progress;
import io.trainyard.job.StatusReason;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.history.LossHistory;
import io.trainyard.job.plan.CannotBePrepared;
import io.trainyard.job.plan.JobPlans;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Attempts that go wrong: of lost workers, of full memories, of errors of our own. */
@OnH2
class AttemptsIT {
  @LocalServerPort private int port;
  @Autowired private Jobs jobs;
  @Autowired private LossHistory history;
  @Autowired private AttemptRecords records;
  @Autowired private Insistence insistence;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private Clock clock;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private PlatformTransactionManager transactions;
  @MockitoSpyBean private JobPlans plans;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void anAttemptThatWasThoughtDeadWritesNothingAnyMore() {
    String id = stored();
    LossRecorder dead = recorder(begin(id), id);
    JobsForTest.epochs(0, 9, 8).forEach(dead::epochFinished);
    LossRecorder alive = recorder(begin(id), id);
    assertThat(inTransaction(dead)).isFalse();
    assertThat(records.end(new Attempt(id, 1), dead, new Ending.Stopped(null))).isNull();
    assertThat(jobs.get(id).status()).isEqualTo(JobStatus.RUNNING);
    assertThat(jobs.get(id).progress()).isEqualTo(Progress.NONE);

    JobsForTest.epochs(0, 9, 8, 7).forEach(alive::epochFinished);
    Ending failed = new Ending.Failed(StatusReason.INTERNAL, "Why.", null);
    assertThat(records.end(new Attempt(id, 2), alive, failed))
        .isEqualTo(AttemptRecords.Result.AT_REST);
    assertThat(losses(id)).containsExactly(9.0, 8.0, 7.0);
  }

  @Test
  void anotherAttemptAppendsOnlyWhatIsNotThereYet() {
    String id = stored();
    LossRecorder first = recorder(begin(id), id);
    JobsForTest.epochs(0, 9, 8).forEach(first::epochFinished);
    assertThat(inTransaction(first)).isTrue();
    LossRecorder second = recorder(begin(id), id);
    JobsForTest.epochs(0, 9, 8, 7).forEach(second::epochFinished);
    assertThat(inTransaction(second)).isTrue();
    assertThat(losses(id)).containsExactly(9.0, 8.0, 7.0);
    assertThat(jobs.get(id).progress().epochs_recorded()).isEqualTo(3);
    assertThat(jobs.get(id).progress().training_seconds()).isEqualTo(1.5);
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotRepeated() {
    String id = stored();
    LossRecorder recorder = recorder(begin(id), id);
    JobsForTest.epochs(0, 9, 8).forEach(recorder::epochFinished);
    assertThat(inTransaction(recorder)).isTrue();
    assertThat(inTransaction(recorder)).isTrue();
    assertThat(losses(id)).containsExactly(9.0, 8.0);
  }

  @Test
  void aJobThatNeedsMoreMemoryThanThereIsFails() throws Exception {
    doThrow(new OutOfMemoryError("for this test")).when(plans).prepare(any());
    JsonNode job = finished(submit());
    assertThat(job.path("status").asString()).isEqualTo("failed");
    assertThat(job.path("status_reason").asString()).isEqualTo("out_of_memory");
    assertThat(job.path("error").asString()).startsWith("The memory of the server did not suffice");
  }

  @Test
  void anErrorOfOurOwnFailsTheJobAndTellsNoSecrets() throws Exception {
    doThrow(new IllegalStateException("a secret")).when(plans).prepare(any());
    JsonNode job = finished(submit());
    assertThat(job.path("status_reason").asString()).isEqualTo("internal");
    assertThat(job.path("error").asString())
        .contains("log says more")
        .doesNotContain("secret", "Exception");
  }

  @Test
  void aJobWhoseDataSetIsGoneSaysSo() throws Exception {
    doThrow(new CannotBePrepared("The data set 'x' has been deleted.")).when(plans).prepare(any());
    assertThat(finished(submit()).path("error").asString())
        .isEqualTo("The data set 'x' has been deleted.");
  }

  @Test
  void whatCannotBeStoredFailsTheJob() {
    String id = stored();
    LossRecorder recorder = recorder(begin(id), id);
    JobsForTest.epochs(0, 9).forEach(recorder::epochFinished);
    jdbc.update(
        "insert into job_loss (job_id, epoch, train_loss, learning_rate, seconds) values (?, 0, 1, 1, 1)",
        id);
    Ending failed = new Ending.Failed(StatusReason.NON_FINITE_LOSS, "Why.", null);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> records.end(new Attempt(id, 1), recorder, failed))
        .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
    assertThat(jobs.get(id).status()).isEqualTo(JobStatus.RUNNING);
    recorder.forget();
    records.end(new Attempt(id, 1), recorder, failed);
    assertThat(jobs.get(id).status()).isEqualTo(JobStatus.FAILED);
  }

  private String submit() {
    return client.post("/v1/jobs", Client.ARTICLE_JOB).path("id").asString();
  }

  private JsonNode finished(String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> client.get("/v1/jobs/" + id + "?wait=5"),
            job -> !job.path("finished_at").isNull());
  }

  /** A job that no worker is going to find. */
  private String stored() {
    String id = "job_" + "%026d".formatted(System.nanoTime());
    new TransactionTemplate(transactions)
        .executeWithoutResult(status ->
            jobs.save(new TrainingJob(id, JobsForTest.submission(), JobsForTest.SUBMITTED)));
    return id;
  }

  private TrainingJob begin(String id) {
    return records.begin(id);
  }

  private LossRecorder recorder(TrainingJob job, String id) {
    return new LossRecorder(
        new Attempt(id, job.attempt()), job.progress(), history, insistence, events, clock);
  }

  private boolean inTransaction(LossRecorder recorder) {
    return new TransactionTemplate(transactions).execute(status -> recorder.append());
  }

  private List<Double> losses(String id) {
    return jdbc.queryForList(
        "select train_loss from job_loss where job_id = ? order by epoch", Double.class, id);
  }
}
