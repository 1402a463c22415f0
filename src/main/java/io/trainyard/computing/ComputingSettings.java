package io.trainyard.computing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How the service computes for requests, below {@code trainyard.computing}.
 *
 * @param threads how many requests compute at the same time; absent, half of the processors, two at
 *     least
 * @param queue how many more may wait until they can
 * @param patience how long they wait
 */
@Validated
@ConfigurationProperties("trainyard.computing")
record ComputingSettings(
    @Min(1) @Max(1000) int threads, @Min(1) @Max(100_000) int queue, Duration patience) {

  @ConstructorBinding
  ComputingSettings(
      @DefaultValue("0") int threads,
      @DefaultValue("100") int queue,
      @DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration patience) {
    this.threads =
        threads == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors() / 2) : threads;
    this.queue = queue;
    this.patience = patience;
  }
}
