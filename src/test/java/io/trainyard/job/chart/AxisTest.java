package io.trainyard.job.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30.1 428   | 0 100 200 300 400 500
          0.01 0.09  | 0 0.02 0.04 0.06 0.08 0.1
          98 99.5    | 98 98.5 99 99.5
          -3 7       | -4 -2 0 2 4 6 8
          5 5        | 4.4 4.6 4.8 5 5.2 5.4 5.6
          0 0        | 0 0.2 0.4 0.6 0.8 1
          1e8 9e8    | 0 2e8 4e8 6e8 8e8 1e9
          1e-7 9e-7  | 0 2e-7 4e-7 6e-7 8e-7 1e-6
          """)
  void ticksAreRoundAndHoldTheValues(String values, String labels) {
    double[] losses = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertThat(Axis.ofValues(losses).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly(labels.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 1",
    "1, 0 1",
    "2, 0 1 2",
    "49, 0 10 20 30 40",
    "99999, 0 20000 40000 60000 80000",
    "2000000000, '0 5e8 1e9 1.5e9 2e9'"
  })
  void epochsAreWhole(int last, String labels) {
    assertThat(Axis.ofEpochs(last).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly(labels.split(" "));
  }

  @Test
  void holdsAnyRangeWithFewTicks() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double a = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
      double b = random.nextBoolean() ? a * (1 + random.nextDouble() * 1e-3) : random.nextDouble();
      Axis axis = Axis.ofValues(a, b);
      assertThat(axis.low()).isLessThanOrEqualTo(Math.min(a, b));
      assertThat(axis.high()).isGreaterThanOrEqualTo(Math.max(a, b));
      assertThat(axis.ticks()).as("%s %s", a, b).hasSizeBetween(2, 9);
      assertThat(axis.share(a)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void survivesTheLargestNumbers() {
    Axis axis = Axis.ofValues(-Double.MAX_VALUE, Double.MAX_VALUE);
    assertThat(axis.ticks()).hasSizeBetween(2, 9);
    assertThat(axis.share(Double.MAX_VALUE)).isBetween(0.9, 1.0);
    assertThat(Axis.ofValues(Double.MIN_VALUE).ticks()).hasSizeBetween(2, 9);
  }
}
