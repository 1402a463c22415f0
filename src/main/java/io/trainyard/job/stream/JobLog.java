package io.trainyard.job.stream;

import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.JobCancelling;
import io.trainyard.job.JobDeleted;
import io.trainyard.job.JobEvent;
import io.trainyard.job.JobFinished;
import io.trainyard.job.JobPaused;
import io.trainyard.job.JobPausing;
import io.trainyard.job.JobPutBack;
import io.trainyard.job.JobResumed;
import io.trainyard.job.JobStarted;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobSubmitted;
import io.trainyard.job.StatusReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to all jobs. It is written in the transaction in which it happens, and gets its
 * position in another one later: positions are visible in their order, so that whoever reads behind
 * one misses nothing, whatever the order of commits was. Positions are on the disk, with what they
 * stand for, before anybody sees them.
 */
@Repository
class JobLog {
  private static final int POSITIONS_AT_A_TIME = 1_000;

  private static final String SELECT =
      """
      select e.position, e.job_id, j.labels, e.attempt, e.first_epoch, e.epochs, e.status, e.status_reason, e.happened_at
      from job_event e join training_job j on j.id = e.job_id
      where e.position >= ?
      """;
  private static final RowMapper<Happening> ROW = JobLog::row;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final TransactionTemplate transaction;

  JobLog(JdbcTemplate jdbc, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Writes down what happens, within the transaction in which it does. */
  @EventListener
  void happens(JobEvent event) {
    switch (event) {
      case EpochsRecorded epochs -> record(epochs);
      case JobSubmitted submitted -> insert(event.jobId(), 0, JobStatus.QUEUED);
      case JobStarted started -> insert(event.jobId(), started.attempt(), JobStatus.RUNNING);
      case JobPutBack putBack -> insert(event.jobId(), JobStatus.QUEUED, null);
      case JobPausing pausing -> insert(event.jobId(), JobStatus.PAUSING, null);
      case JobPaused paused -> insert(event.jobId(), JobStatus.PAUSED, null);
      case JobResumed resumed -> insert(event.jobId(), resumed.status(), null);
      case JobCancelling cancelling -> insert(event.jobId(), JobStatus.CANCELLING, null);
      case JobFinished finished -> insert(event.jobId(), finished.outcome(), finished.reason());
      case JobDeleted deleted ->
          jdbc.update("delete from job_event where job_id = ?", event.jobId());
      default -> {}
    }
  }

  /** A commit may have arrived whose answer was lost: epochs are there once. */
  private void record(EpochsRecorded event) {
    jdbc.update(
        """
        insert into job_event (job_id, attempt, first_epoch, epochs, happened_at)
        select j.id, j.attempt, ?, ?, ? from training_job j
        where j.id = ? and not exists (select 1 from job_event e where e.job_id = j.id and e.first_epoch = ?)
        """,
        event.results().getFirst().epoch(),
        event.results().size(),
        now(),
        event.jobId(),
        event.results().getFirst().epoch());
  }

  private void insert(String jobId, JobStatus status, @Nullable StatusReason reason) {
    jdbc.update(
        """
        insert into job_event (job_id, attempt, status, status_reason, happened_at)
        select id, attempt, ?, ?, ? from training_job where id = ?
        """,
        status.name(),
        reason == null ? null : reason.name(),
        now(),
        jobId);
  }

  /** Of a job whose row does not say so yet. */
  private void insert(String jobId, int attempt, JobStatus status) {
    jdbc.update(
        "insert into job_event (job_id, attempt, status, happened_at) values (?, ?, ?, ?)",
        jobId,
        attempt,
        status.name(),
        now());
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  /** Gives a position to whatever has none. What happens to one job is in its order. */
  void giveOutPositions() {
    while (hasNew()) {
      transaction.executeWithoutResult(status -> giveOut());
    }
  }

  private void giveOut() {
    long position = number("select position from job_event_end where id = 1 for update");
    List<Object[]> given = new ArrayList<>();
    for (long id :
        jdbc.query(
            "select id from job_event where position is null order by id limit "
                + POSITIONS_AT_A_TIME,
            (rows, number) -> rows.getLong(1))) {
      given.add(new Object[] {++position, id});
    }
    jdbc.batchUpdate("update job_event set position = ? where id = ?", given);
    jdbc.update("update job_event_end set position = ? where id = 1", position);
  }

  private boolean hasNew() {
    return !jdbc.queryForList("select id from job_event where position is null limit 1", Long.class)
        .isEmpty();
  }

  /** The last position. */
  long end() {
    return number("select position from job_event_end where id = 1");
  }

  private long number(String query) {
    return jdbc.query(query, (rows, number) -> rows.getLong(1)).getFirst();
  }

  /**
   * To which jobs something happened.
   *
   * @param after not those at this position, but behind it
   */
  Set<String> jobsAfter(long after) {
    return new HashSet<>(
        jdbc.queryForList(
            "select distinct job_id from job_event where position > ?", String.class, after));
  }

  /**
   * What happened, in its order.
   *
   * @param from the first position
   * @param jobId to this job; null for all
   */
  List<Happening> read(long from, @Nullable String jobId, int most) {
    return jobId == null
        ? jdbc.query(SELECT + "order by e.position limit ?", ROW, from, most)
        : jdbc.query(
            SELECT + "and e.job_id = ? order by e.position limit ?", ROW, from, jobId, most);
  }

  /** Whether a job ended before a position, or is no more. */
  boolean isOver(String jobId, long before) {
    return jdbc.queryForList("select id from training_job where id = ?", String.class, jobId)
            .isEmpty()
        || !jdbc.queryForList(
                """
                select id from job_event
                where job_id = ? and position < ? and status in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                """,
                Long.class,
                jobId,
                before)
            .isEmpty();
  }

  private static Happening row(ResultSet rows, int number) throws SQLException {
    String status = rows.getString(7);
    String reason = rows.getString(8);
    Map<String, String> labels = JSON.readValue(rows.getString(3), new TypeReference<>() {});
    return new Happening(
        rows.getLong(1),
        rows.getString(2),
        labels,
        rows.getInt(4),
        rows.getInt(5),
        rows.getInt(6),
        status == null ? null : JobStatus.valueOf(status),
        reason == null ? null : StatusReason.valueOf(reason),
        rows.getTimestamp(9).toInstant());
  }
}
