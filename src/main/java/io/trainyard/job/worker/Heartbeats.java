package io.trainyard.job.worker;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The signs of life that db-scheduler writes down for each job that a worker has. */
@Repository
class Heartbeats {
  private final JdbcTemplate jdbc;

  Heartbeats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether nobody has said since some time that a job is alive. */
  boolean isSilent(String jobId, Instant since) {
    return jdbc.queryForList(
            """
            select task_instance from scheduled_tasks
            where task_name = ? and task_instance = ? and picked = true and last_heartbeat >= ?
            """,
            String.class,
            JobSchedule.TASK,
            jobId,
            Timestamp.from(since))
        .isEmpty();
  }

  /**
   * Lets any worker take a job at once, unless one has it already that is alive.
   *
   * @param living the node that certainly is
   * @param dead the node that had the job and will not be heard of again; null where nobody but the
   *     living is
   */
  void stopWaitingFor(String jobId, String living, @Nullable String dead) {
    jdbc.update(
        """
        update scheduled_tasks
        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
        where task_name = ? and task_instance = ? and picked = true
          and picked_by <> ? and picked_by = coalesce(?, picked_by)
        """,
        JobSchedule.TASK,
        jobId,
        living,
        dead);
  }
}
