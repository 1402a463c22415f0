package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1000", "3, 7", "500, 2", "20, 5000"})
  void givesBackTheValuesOfEachColumn(int columns, int rows) {
    Random random = new Random(columns);
    double[][] values = new double[columns][];
    for (int c = 0; c < columns; c++) {
      values[c] = c % 3 == 2 ? new double[0] : random.doubles(rows).toArray();
    }
    values[0][0] = Double.NaN;
    try (Deflater deflater = new Deflater();
        Inflater inflater = new Inflater()) {
      byte[] block = Block.encode(values, rows, deflater);
      for (int c = columns - 1; c >= 0; c--) {
        if (values[c].length > 0) {
          double[] target = new double[rows + 3];
          Block.decode(block, columns, c, rows, target, 2, inflater);
          assertThat(Arrays.copyOfRange(target, 2, rows + 2)).isEqualTo(values[c]);
          assertThat(target[1]).isZero();
          assertThat(target[rows + 2]).isZero();
        }
      }
    }
  }
}
