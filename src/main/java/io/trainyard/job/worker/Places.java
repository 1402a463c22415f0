package io.trainyard.job.worker;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of db-scheduler's schedule, as far as it has no words for what is asked of them. */
@Repository
class Places {
  private final JdbcTemplate jdbc;
  private final Clock clock;

  Places(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Whether a worker has, or has just had, a job: its place is not free yet. */
  boolean isTaken(String jobId) {
    return !jdbc.queryForList(
            "select task_instance from scheduled_tasks where task_name = ? and task_instance = ?",
            String.class,
            JobSchedule.TASK,
            jobId)
        .isEmpty();
  }

  /**
   * Whether a job that a worker has taken is not the next, for one of a higher priority waits: it
   * came when the worker had chosen already.
   */
  boolean isOvertaking(String jobId) {
    return !jdbc.queryForList(
            """
            select waiting.task_instance from scheduled_tasks taken
            join scheduled_tasks waiting
              on waiting.task_name = taken.task_name and waiting.priority > taken.priority
            where taken.task_name = ? and taken.task_instance = ?
              and waiting.picked = false and waiting.execution_time <= ?
            limit 1
            """,
            String.class,
            JobSchedule.TASK,
            jobId,
            Timestamp.from(clock.instant()))
        .isEmpty();
  }

  /** Takes a job out, unless a worker has it already. */
  void withdraw(String jobId) {
    jdbc.update(
        "delete from scheduled_tasks where task_name = ? and task_instance = ? and picked = false",
        JobSchedule.TASK,
        jobId);
  }
}
