package io.trainyard;

import io.trainyard.training.WarmUp;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Warms the kernels up while the rest of the service starts, and keeps the workers, and so the
 * service's readiness, waiting until that is done. {@code trainyard.warm-up} is the longest that it
 * takes; 0 leaves it out.
 */
final class WarmStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WarmStart.class);
  private static final String SETTING = "trainyard.warm-up";
  private static final Duration DEFAULT = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private @Nullable FutureTask<Double> warmingUp;
  private volatile boolean running;

  WarmStart(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Called before the first bean is made: what is compiled here needs none. */
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Duration atMost =
        Binder.get(context.getEnvironment())
            .bind(SETTING, String.class)
            .map(text -> DurationStyle.detectAndParse(text, ChronoUnit.SECONDS))
            .orElse(DEFAULT);
    if (!atMost.isZero()) {
      warmingUp = new FutureTask<>(() -> WarmUp.run(atMost, nanoTime));
      Thread.ofPlatform().name("warm-up").daemon().start(warmingUp);
      context.getBeanFactory().registerSingleton("warmStart", this);
    }
  }

  @Override
  public void start() {
    running = true;
    try {
      double seconds = Objects.requireNonNull(warmingUp).get();
      log.info("Warmed up in {} s.", String.format(Locale.ROOT, "%.1f", seconds));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the kernels could not be warmed up", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Right before the workers, which are the last to start. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
