package io.trainyard.job.worker;

import io.trainyard.training.WarmUp;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Warms the kernels up before the workers start, and so before the service calls itself ready. The
 * web server answers already.
 */
@Component
class WarmStart implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WarmStart.class);

  private final JobSettings settings;
  private final LongSupplier nanoTime;
  private volatile boolean running;

  WarmStart(JobSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  @Override
  public void start() {
    running = true;
    if (!settings.warm_up().isZero()) {
      double seconds = WarmUp.run(settings.warm_up(), nanoTime);
      log.info("Warmed up in {} s.", String.format(Locale.ROOT, "%.1f", seconds));
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

  @Override
  public int getPhase() {
    return Workers.PHASE - 1;
  }
}
