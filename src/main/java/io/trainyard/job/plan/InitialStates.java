package io.trainyard.job.plan;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Parameters that were written out in requests, as JSON. They may be a hundred thousand times as
 * long as the rest, so only what trains and what shows a single job reads them.
 */
@Repository
public class InitialStates {
  private final JdbcTemplate jdbc;

  InitialStates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void save(String jobId, String json) {
    jdbc.update("insert into job_initial_state (job_id, state) values (?, ?)", jobId, json);
  }

  Optional<String> find(String jobId) {
    return jdbc
        .query(
            "select state from job_initial_state where job_id = ?",
            (rows, number) -> rows.getString(1),
            jobId)
        .stream()
        .findFirst();
  }
}
