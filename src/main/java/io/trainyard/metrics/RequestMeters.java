package io.trainyard.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.trainyard.rest.RequestRefused;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what is wrong in requests. */
@Component
class RequestMeters {
  /** The codes that a fault can have. */
  static final List<String> CODES =
      List.of(
          "unknown_field",
          "unknown_name",
          "missing_field",
          "wrong_type",
          "out_of_range",
          "invalid_value",
          "shape_mismatch",
          "not_found",
          "limit_exceeded",
          "missing_values",
          "wrong_column_type",
          "malformed",
          "duplicate");

  private final MeterRegistry registry;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    CODES.forEach(this::faults);
  }

  @EventListener
  void on(RequestRefused event) {
    event.codes().forEach(code -> faults(code).increment());
  }

  private Counter faults(String code) {
    return Counter.builder("trainyard.validation.errors")
        .description("Faults found in requests, by code.")
        .tag("code", code)
        .register(registry);
  }
}
