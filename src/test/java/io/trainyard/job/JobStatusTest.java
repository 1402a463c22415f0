package io.trainyard.job;

import static io.trainyard.job.JobStatus.CANCELLED;
import static io.trainyard.job.JobStatus.CANCELLING;
import static io.trainyard.job.JobStatus.FAILED;
import static io.trainyard.job.JobStatus.PAUSED;
import static io.trainyard.job.JobStatus.PAUSING;
import static io.trainyard.job.JobStatus.QUEUED;
import static io.trainyard.job.JobStatus.RUNNING;
import static io.trainyard.job.JobStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStatusTest {
  private static final Map<JobStatus, Set<JobStatus>> LEGAL =
      Map.of(
          QUEUED, Set.of(RUNNING, PAUSED, CANCELLED, FAILED),
          RUNNING, Set.of(RUNNING, QUEUED, PAUSING, CANCELLING, SUCCEEDED, FAILED),
          PAUSING, Set.of(PAUSED, RUNNING, CANCELLING, SUCCEEDED, FAILED),
          PAUSED, Set.of(QUEUED, CANCELLED),
          CANCELLING, Set.of(CANCELLED),
          SUCCEEDED, Set.of(),
          FAILED, Set.of(),
          CANCELLED, Set.of());

  @ParameterizedTest
  @EnumSource
  void onlyWhatTheTableAllowsMayFollow(JobStatus status) {
    for (JobStatus next : JobStatus.values()) {
      assertThat(status.mayBecome(next))
          .as("%s -> %s", status, next)
          .isEqualTo(LEGAL.get(status).contains(next));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStateIsFinishedWhenNothingMayFollow(JobStatus status) {
    assertThat(status.isFinished()).isEqualTo(LEGAL.get(status).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsFinishedOrPausedNeedsNoWorker(JobStatus status) {
    assertThat(status.isAtRest()).isEqualTo(status.isFinished() || status == PAUSED);
  }

  @ParameterizedTest
  @EnumSource
  void aStateIsFoundByItsName(JobStatus status) {
    assertThat(JobStatus.of(status.text())).contains(status);
    assertThat(JobStatus.of(status.name())).isEmpty();
  }
}
