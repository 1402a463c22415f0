package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private final AtomicLong nanoseconds = new AtomicLong();

  @Test
  void itEndsWhenNothingGetsFaster() {
    assertThat(WarmUp.run(Duration.ofDays(1), () -> nanoseconds.addAndGet(1000))).isLessThan(60);
  }

  @Test
  void itEndsWhenItsTimeIsOver() {
    double seconds = WarmUp.run(Duration.ofSeconds(3), () -> nanoseconds.addAndGet(1_000_000_000));
    assertThat(seconds).isBetween(3.0, 30.0);
  }

  @Test
  void withoutTimeItDoesNothing() {
    assertThat(WarmUp.run(Duration.ZERO, nanoseconds::get)).isZero();
  }
}
