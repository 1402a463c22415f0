package io.trainyard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trainyard.rest.RequestRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RequestMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMeters meters = new RequestMeters(registry);

  @Test
  void theFaultsOfARequestAreCountedByCode() {
    meters.on(new RequestRefused(List.of("unknown_field", "wrong_type", "wrong_type")));
    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_validation_errors_total{code=\"unknown_field\"} 1.0",
            "trainyard_validation_errors_total{code=\"wrong_type\"} 2.0",
            "trainyard_validation_errors_total{code=\"shape_mismatch\"} 0.0");
  }

  @Test
  void theCodesAreThoseOfTheContract() throws IOException {
    Object contract = new Yaml().load(Files.readString(Path.of("openapi.yaml")));
    for (String key : List.of("components", "schemas", "Fault", "properties", "code", "enum")) {
      contract = ((Map<?, ?>) contract).get(key);
    }
    assertThat(contract).isEqualTo(RequestMeters.CODES);
  }
}
