package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "-1.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1.5e+10",
        "0.1",
        "3.14159265358979",
        "123456789012345678",
        "1234567890123456789012345",
        "0.000000000000000000000001234",
        "9007199254740993",
        "1e22",
        "1e23",
        "1.7976931348623157e308",
        "4.9e-324",
        "1e-400",
        "00012",
        "0.30000000000000004",
        "2.2250738585072014E-308",
        "-179769313486231570000"
      })
  void readsWhatJavaReads(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text) + 0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "1_000",
        "0x10",
        "1d",
        "1f",
        "NaN",
        "inf",
        "Infinity",
        "-inf",
        "1e309",
        "--1",
        "1 2",
        "१",
        "½",
        "1%",
        "$1",
        "1e5.5"
      })
  void knowsWhatIsNoNumber(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void readsThroughSpacesAround() {
    assertThat(parse(" \t1.5  ")).isEqualTo(1.5);
  }

  @Test
  void readsEveryNumberAsJavaDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> random.nextGaussian();
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextInt(100_000) / 100.0;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
          };
      if (Double.isFinite(value)) {
        String text = Double.toString(value);
        assertThat(parse(text)).isEqualTo(value + 0.0);
        assertThat(Double.parseDouble(Numbers.text(value))).isEqualTo(value + 0.0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1.5, 1.5",
    "-3, -3",
    "1e20, 1e+20",
    "1e15, 1000000000000000",
    "0.0001, 0.0001",
    "1.25e-7, 1.25e-07",
    "123456789.125, 123456789.125",
    "-2.5e300, -2.5e+300"
  })
  void writesAClassShortly(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  private static double parse(String text) {
    String around = "9" + text + "9";
    return Numbers.parse(around.toCharArray(), 1, 1 + text.length());
  }
}
