package io.trainyard.job;

import static io.trainyard.job.JobsForTest.NODE;
import static io.trainyard.job.JobsForTest.SUBMITTED;
import static io.trainyard.job.JobsForTest.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingJobTest {
  private static final Instant LATER = SUBMITTED.plusSeconds(5);

  /** What can be asked of a job, by name. */
  private static final Map<String, Consumer<TrainingJob>> REQUESTS =
      Map.of(
          "start", job -> job.start(LATER, NODE),
          "leave", job -> job.leave(LATER),
          "pause", TrainingJob::pause,
          "resume", job -> job.resume(LATER),
          "cancel", job -> job.cancel(LATER),
          "succeed", job -> job.succeed(StatusReason.MAX_EPOCHS, "mdl_1", LATER),
          "fail", job -> job.fail(StatusReason.INTERNAL, "Why.", LATER),
          "delete", TrainingJob::delete);

  /** Where each request leads from each state, in the order of the states; "-" is refused. */
  private static final Map<String, String> LEADS_TO =
      Map.of(
          //         queued    running    pausing    paused    cancelling succeeded failed cancelled
          "start", "  running   running    paused     -         cancelled  -         -      -",
          "leave", "  -         queued     paused     -         cancelled  -         -      -",
          "pause", "  paused    pausing    pausing    paused    -          -         -      -",
          "resume", " queued    running    running    queued    -          -         -      -",
          "cancel",
              " cancelled cancelling cancelling cancelled cancelling -         -      cancelled",
          "succeed", "-         succeeded  succeeded  -         -          -         -      -",
          "fail", "   failed    failed     failed     -         -          -         -      -",
          "delete",
              " -         -          -          -         -          succeeded failed cancelled");

  static Stream<Arguments> requests() {
    return REQUESTS.keySet().stream()
        .flatMap(request -> {
          String[] ends = LEADS_TO.get(request).strip().split(" +");
          return Stream.of(JobStatus.values())
              .map(from -> Arguments.of(request, from, ends[from.ordinal()]));
        });
  }

  @ParameterizedTest(name = "{0} when {1} -> {2}")
  @MethodSource("requests")
  void everyRequestLeadsWhereItShouldOrIsRefused(String request, JobStatus from, String end) {
    TrainingJob job = JobsForTest.in(from);
    if (end.equals("-")) {
      assertThatThrownBy(() -> REQUESTS.get(request).accept(job))
          .isInstanceOf(IllegalTransition.class)
          .hasMessageContaining("job_1")
          .hasMessageContaining(from.text());
      assertThat(job.status()).isEqualTo(from);
      assertThat(facts(job)).isEmpty();
    } else {
      REQUESTS.get(request).accept(job);
      assertThat(job.status().text()).isEqualTo(end);
    }
  }

  @Test
  void tellsItsWholeStory() {
    TrainingJob job = new TrainingJob("job_1", JobsForTest.submission(), SUBMITTED);
    job.start(SUBMITTED.plusSeconds(2), NODE);
    job.leave(SUBMITTED.plusSeconds(3));
    job.start(SUBMITTED.plusSeconds(7), NODE);
    job.start(SUBMITTED.plusSeconds(9), NODE);
    job.cancel(SUBMITTED.plusSeconds(10));
    job.leave(SUBMITTED.plusSeconds(11));
    assertThat(facts(job))
        .containsExactly(
            new JobSubmitted("job_1", "a job"),
            new JobStarted("job_1", "a job", 1, AttemptCause.SUBMITTED, Duration.ofSeconds(2)),
            new JobPutBack("job_1"),
            new JobStarted("job_1", "a job", 2, AttemptCause.PUT_BACK, Duration.ofSeconds(4)),
            new JobStarted("job_1", "a job", 3, AttemptCause.WORKER_LOST, Duration.ZERO),
            new JobCancelling("job_1"),
            new JobFinished(
                "job_1", JobStatus.CANCELLED, StatusReason.USER_CANCELLED, Duration.ofSeconds(9)));
  }

  @Test
  void tellsThatItWasPutBy() {
    TrainingJob job = JobsForTest.running();
    job.pause();
    job.leave(LATER);
    job.resume(LATER);
    job.start(LATER, NODE);
    job.pause();
    job.resume(LATER);
    assertThat(facts(job))
        .containsExactly(
            new JobPausing("job_1"),
            new JobPaused("job_1"),
            new JobResumed("job_1", JobStatus.QUEUED),
            new JobStarted("job_1", "a job", 2, AttemptCause.PUT_BACK, Duration.ZERO),
            new JobPausing("job_1"),
            new JobResumed("job_1", JobStatus.RUNNING));
  }

  @Test
  void failsWhenItsWorkerIsLostAgainAndAgain() {
    TrainingJob job = JobsForTest.running();
    for (int lost = 1; lost < TrainingJob.MOST_LOST_ATTEMPTS; lost++) {
      JobsForTest.reached(job, lost);
      assertThat(job.start(LATER, NODE)).isTrue();
    }
    assertThat(job.start(LATER, NODE)).isFalse();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.statusReason()).isEqualTo(StatusReason.WORKER_LOST);
    assertThat(job.error())
        .isEqualTo(
            "The worker was lost in each of the last 5 attempts before an epoch was finished that was new:"
                + " attempt 1 in epoch 1; attempt 2 in epoch 2; attempt 3 in epoch 3; attempt 4 in epoch 4;"
                + " attempt 5 in epoch 0.");
  }

  @Test
  void goesOnForAsLongAsEachLostWorkerHasFinishedAnEpochThatWasNew() {
    TrainingJob job = JobsForTest.running();
    for (int epochs = 1; epochs <= 3 * TrainingJob.MOST_LOST_ATTEMPTS; epochs++) {
      JobsForTest.recorded(job, epochs);
      assertThat(job.start(LATER, NODE)).isTrue();
    }
    assertThat(job.attempt()).isEqualTo(3 * TrainingJob.MOST_LOST_ATTEMPTS + 1);
  }

  @Test
  void countsLostWorkersAnewAfterAnEpochThatWasNew() {
    TrainingJob job = JobsForTest.running();
    for (int epochs = 1; epochs <= 3; epochs++) {
      for (int lost = 1; lost < TrainingJob.MOST_LOST_ATTEMPTS; lost++) {
        assertThat(job.start(LATER, NODE)).isTrue();
      }
      JobsForTest.recorded(job, epochs);
    }
    assertThat(job.start(LATER, NODE)).isTrue();
    JobsForTest.recorded(job, 4);
    job.leave(LATER); // put back with an epoch that is new: that counts anew, too
    for (int lost = 0; lost < TrainingJob.MOST_LOST_ATTEMPTS; lost++) {
      assertThat(job.start(LATER, NODE)).isTrue();
    }
    assertThat(job.start(LATER, NODE)).isFalse();
  }

  @Test
  void speaksOfMemoryOnlyWhereItsMachineRanOutOfIt() {
    TrainingJob job = JobsForTest.running();
    Node after = new Node("node_2", "here", 2, SUBMITTED, NODE.node_memory_kills() + 1);
    Node elsewhere = new Node("node_3", "there", 2, SUBMITTED, NODE.node_memory_kills() + 7);
    Node silent = new Node("node_4", "there", 2, SUBMITTED, -1);
    for (Node node : List.of(after, after, elsewhere, silent)) {
      assertThat(job.start(LATER, node)).isTrue();
    }
    assertThat(job.start(LATER, elsewhere)).isFalse();
    assertThat(job.error())
        .contains(
            "attempt 1 in epoch 0, when its machine ran out of memory; attempt 2 in epoch 0; attempt 3 in epoch 0;"
                + " attempt 4 in epoch 0; attempt 5 in epoch 0. The job may need more memory");
  }

  @Test
  void mayBePutBackAnyNumberOfTimes() {
    TrainingJob job = JobsForTest.running();
    for (int i = 0; i < 100; i++) {
      job.leave(LATER);
      assertThat(job.start(LATER, NODE)).isTrue();
    }
    assertThat(job.attempt()).isEqualTo(101);
  }

  @Test
  void aQueuedJobThatIsCancelledHasNoDuration() {
    TrainingJob job = JobsForTest.queued();
    job.cancel(LATER);
    assertThat(facts(job))
        .containsExactly(
            new JobFinished("job_1", JobStatus.CANCELLED, StatusReason.USER_CANCELLED, null));
  }

  @Test
  void keepsALongErrorToWhatFits() {
    TrainingJob job = JobsForTest.running();
    job.fail(StatusReason.INTERNAL, "x".repeat(5000), LATER);
    assertThat(job.error()).hasSize(2000).endsWith("…");
  }

  @Test
  void knowsEveryStateInTheTableOfThisTest() {
    Map<JobStatus, TrainingJob> all = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      all.put(status, JobsForTest.in(status));
    }
    all.forEach((status, job) -> assertThat(job.status()).isEqualTo(status));
  }
}
