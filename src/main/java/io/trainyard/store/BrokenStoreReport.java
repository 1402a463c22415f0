package io.trainyard.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Lets a start that fails for the sake of the database's file say so instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokenStoreReport implements FailureAnalyzer {
  private final Environment environment;

  BrokenStoreReport(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenStore broken) {
        return analysis(broken);
      }
    }
    BrokenStore broken =
        StoreFile.of(environment.getProperty("spring.datasource.url", ""))
            .map(file -> BrokenStore.of(file, failure))
            .orElse(null);
    return broken == null ? null : analysis(broken);
  }

  private static FailureAnalysis analysis(BrokenStore broken) {
    return new FailureAnalysis(String.valueOf(broken.getMessage()), broken.action(), broken);
  }
}
