package io.trainyard;

import io.trainyard.computing.ProcessorTime;
import io.trainyard.store.RestoreCommand;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
  private static final int LEAST_CARRIERS = 16;

  public static void main(String[] args) {
    if (RestoreCommand.isMeantBy(args)) {
      System.exit(RestoreCommand.run(args, Clock.systemUTC(), System.out, System.err));
    }
    // What HTTP's threads do besides waiting, such as reading a large body, must not take all of
    // the few carriers that there are: with more, the system shares the processors out.
    if (System.getProperty(CARRIERS) == null) {
      System.setProperty(CARRIERS, Integer.toString(Math.max(LEAST_CARRIERS, processors())));
    }
    var application = new SpringApplication(TrainyardApplication.class);
    application.addInitializers(new WarmStart(System::nanoTime));
    application.run(args);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The one place that reads the computer's clock; everything else is handed this. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** How busy the current thread has been; platform threads only. */
  @Bean
  ProcessorTime processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads::getCurrentThreadCpuTime
        : System::nanoTime;
  }

  /** Counts nanoseconds, for measuring how long something takes. */
  @Bean
  LongSupplier nanoTime() {
    return System::nanoTime;
  }
}
