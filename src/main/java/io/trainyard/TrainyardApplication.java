package io.trainyard;

import io.trainyard.store.RestoreCommand;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TrainyardApplication {

  public static void main(String[] args) {
    if (RestoreCommand.isMeantBy(args)) {
      System.exit(RestoreCommand.run(args, Clock.systemUTC(), System.out, System.err));
    }
    SpringApplication.run(TrainyardApplication.class, args);
  }

  /** The one place that reads the computer's clock; everything else is handed this. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Counts nanoseconds, for measuring how long something takes. */
  @Bean
  LongSupplier nanoTime() {
    return System::nanoTime;
  }
}
