package io.trainyard.job.worker;

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
 * How jobs are worked on, below {@code trainyard}.
 *
 * @param workers threads that train; absent, as many as there are cores
 * @param heartbeat how often a node says that its jobs are alive; after four beats without a word
 *     another attempt begins
 */
@Validated
@ConfigurationProperties("trainyard")
record JobSettings(@Min(1) @Max(1024) int workers, Duration heartbeat) {

  @ConstructorBinding
  JobSettings(
      @DefaultValue("0") int workers,
      @DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration heartbeat) {
    this.workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    this.heartbeat = heartbeat;
  }
}
