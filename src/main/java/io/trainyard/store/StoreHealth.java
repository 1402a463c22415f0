package io.trainyard.store;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Says in the readiness whether something can be stored, and if not, why. */
@Component("storeHealthIndicator")
class StoreHealth extends AbstractHealthIndicator {
  private final Reserve reserve;

  StoreHealth(Reserve reserve) {
    this.reserve = reserve;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    if (reserve.isLow()) {
      builder.outOfService().withDetail("reason", reserve.sentence());
    } else {
      builder.up();
    }
  }
}
