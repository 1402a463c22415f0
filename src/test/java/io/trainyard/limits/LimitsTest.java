package io.trainyard.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitsTest {
  @Test
  void aServiceThatWasToldNothingHasSaneLimits() {
    Limits limits = Limits.defaults();
    assertThat(limits.dataset_bytes()).isEqualTo(1L << 30);
    assertThat(limits.dataset_rows()).isEqualTo(10_000_000);
    assertThat(limits.name_length()).isEqualTo(200);
    assertThat(limits.job_memory_bytes())
        .isBetween(
            Runtime.getRuntime().maxMemory() / 2, Runtime.getRuntime().maxMemory() * 61 / 100);
  }

  @Test
  void sizesAreGivenInUnitsOrInBytes() {
    Limits limits =
        bind(
            Map.of(
                "trainyard.limits.dataset-bytes", "2MB",
                "trainyard.limits.request-bytes", "1000",
                "trainyard.limits.job-memory-bytes", "3GB"));
    assertThat(limits.dataset_bytes()).isEqualTo(2L << 20);
    assertThat(limits.request_bytes()).isEqualTo(1000);
    assertThat(limits.job_memory_bytes()).isEqualTo(3L << 30);
  }

  @Test
  void everyLimitIsListedByItsName() {
    assertThat(Limits.defaults().byName().keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Limits.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  private static Limits bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("trainyard.limits", Limits.class)
        .get();
  }
}
