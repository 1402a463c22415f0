package io.trainyard.store;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Says whether the database answers, and if not, why, without asking it. */
@Component("dbHealthIndicator")
final class DatabaseHealth extends AbstractHealthIndicator {
  private final DatabaseState state;

  DatabaseHealth(DatabaseState state) {
    this.state = state;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    String trouble = state.trouble();
    if (trouble == null) {
      health.up();
    } else {
      health.down().withDetail("reason", trouble);
    }
  }
}
