package io.trainyard.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scalar and the vector twin of a kernel give the same bits, at sizes around every number of
 * lanes.
 */
class KernelTwinsTest {

  private static final int[] SIZES = {
    1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 100
  };

  private final Random random = new Random(1);

  @Test
  void theVectorModuleIsThereInTests() {
    assertThat(Kernels.isVectorized()).isTrue();
  }

  @Test
  void productsAgree() {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        for (int inner : new int[] {1, 2, 17, 40}) {
          productAgrees(rows, inner, columns);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, 255, 33",
    "9, 256, 33",
    "9, 257, 33",
    "13, 700, 600",
    "70, 513, 1100",
    "2053, 40, 40"
  })
  void productsOfSeveralBlocksAgree(int rows, int inner, int columns) {
    productAgrees(rows, inner, columns);
  }

  private void productAgrees(int rows, int inner, int columns) {
    float[] a = numbers(rows * inner);
    float[] b = numbers(inner * columns);
    float[] plain = new float[rows * columns];
    ScalarKernels.product(a, inner, 1, b, plain, rows, inner, columns);
    for (boolean transposeA : new boolean[] {false, true}) {
      float[] left = transposeA ? transposed(a, rows, inner) : a;
      for (boolean transposeB : new boolean[] {false, true}) {
        float[] right = transposeB ? transposed(b, inner, columns) : b;
        for (int tallest : new int[] {VectorTiles.TALLEST_OF_16, VectorTiles.TALLEST_OF_32}) {
          float[] vector = new float[rows * columns];
          new MatrixProduct(transposeA, transposeB, rows, inner, columns, tallest)
              .run(left, right, vector, () -> {});
          assertThat(Arrays.equals(vector, plain))
              .as("%d x %d x %d by %d", rows, inner, columns, tallest)
              .isTrue();
        }
      }
    }
  }

  private static float[] transposed(float[] x, int rows, int columns) {
    float[] y = new float[x.length];
    ScalarKernels.transpose(x, rows, columns, y);
    return y;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 15, 16, 17, 31, 32, 33, 511, 512, 513, 527, 528, 1023, 1024, 1041, 200_000})
  void sumsAgreeAndAreExactEnough(int n) {
    float[] x = numbers(n + 3);
    double exact = 0;
    for (int i = 3; i < n + 3; i++) {
      exact += x[i];
    }

    assertThat(VectorKernels.sum(x, 3, n)).isEqualTo(ScalarKernels.sum(x, 3, n));
    assertThat((double) ScalarKernels.sum(x, 3, n)).isCloseTo(exact, within(1e-6 * n));
  }

  @Test
  void sumsOfRowsAgree() {
    for (int columns : SIZES) {
      for (int rows : new int[] {1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 100, 256}) {
        float[] x = numbers(3 + rows * columns);
        float[] plain = new float[2 + columns];
        float[] vector = new float[2 + columns];
        ScalarKernels.sumRows(x, 3, rows, columns, plain, 2);
        VectorKernels.sumRows(x, 3, rows, columns, vector, 2);
        assertThat(vector).as("%d x %d", rows, columns).isEqualTo(plain);
      }
    }
  }

  @Test
  void aCascadeAddsTheSumsOfItsBlocksInDoublePrecision() {
    var cascade = new Cascade();
    for (int columns : SIZES) {
      for (int rows : new int[] {1, 255, 256, 257, 511, 512, 513, 800}) {
        float[] x = numbers(3 + rows * columns);
        float[] sums = new float[2 + columns];
        double[] exact = new double[2 + columns];
        float[] block = new float[columns];
        for (int row = 0; row < rows; row += 256) {
          int height = Math.min(256, rows - row);
          ScalarKernels.sumRows(x, 3 + row * columns, height, columns, block, 0);
          for (int j = 0; j < columns; j++) {
            exact[2 + j] += block[j];
          }
        }
        cascade.sumRows(x, 3, rows, columns, sums, 2);
        for (int j = 0; j < sums.length; j++) {
          assertThat(sums[j]).as("%d x %d", rows, columns).isEqualTo((float) exact[j]);
        }
      }
    }
  }

  @Test
  void runsAgree() {
    for (int n : SIZES) {
      float[] x = numbers(3 + n);
      x[3] = Float.NaN;
      float[] chosen = new float[2 + n];
      float[] largest = numbers(2 + n);
      float[] added = numbers(2 + n);
      float[] plainChosen = chosen.clone();
      float[] plainLargest = largest.clone();
      float[] plainAdded = added.clone();
      VectorRuns.keepLarger(x, 3, 7, largest, chosen, 2, n);
      VectorRuns.add(x, 3, added, 2, n);
      VectorRuns.addWhere(x, chosen, 2, 7, added, 2, n);
      ScalarKernels.keepLarger(x, 3, 7, plainLargest, plainChosen, 2, n);
      ScalarKernels.add(x, 3, plainAdded, 2, n);
      ScalarKernels.addWhere(x, plainChosen, 2, 7, plainAdded, 2, n);
      assertThat(chosen).as("chosen of %d", n).isEqualTo(plainChosen);
      assertThat(largest).as("largest of %d", n).isEqualTo(plainLargest);
      assertThat(added).as("added of %d", n).isEqualTo(plainAdded);
    }
  }

  @Test
  void aTranspositionOfATranspositionIsTheMatrix() {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        float[] x = numbers(rows * columns);
        float[] once = new float[rows * columns];
        float[] twice = new float[rows * columns];
        Kernels.transpose(x, rows, columns, once);
        assertThat(once).isEqualTo(transposed(x, rows, columns));
        Kernels.transpose(once, columns, rows, twice);
        assertThat(twice).isEqualTo(x);
      }
    }
  }

  @Test
  void exponentialsAndLogarithmsAgree() {
    for (int n : SIZES) {
      float[] x = numbers(n);
      functionsAgree(x);
    }
  }

  @Test
  void exponentialsAndLogarithmsAgreeForFloatsOfEverySize() {
    float[] x = new float[1 << 16];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i << 16 | random.nextInt(1 << 16));
    }
    functionsAgree(x);
  }

  private static void functionsAgree(float[] x) {
    int n = x.length;
    for (float shift : new float[] {0, 1}) {
      float[] plain = new float[n];
      float[] vector = new float[n];
      ScalarFunctions.exp(x, plain, 0, n, shift);
      VectorFunctions.exp(x, vector, n, shift);
      assertThat(vector).isEqualTo(plain);
      ScalarFunctions.log(x, plain, 0, n, shift);
      VectorFunctions.log(x, vector, n, shift);
      assertThat(vector).isEqualTo(plain);
    }
  }

  @Test
  void theLogarithmOfASoftmaxIsRightForRowsOfEveryLength() {
    for (int columns : SIZES) {
      float[] x = numbers(3 * columns);
      x[columns] = 100;
      float[] y = new float[3 * columns];
      Kernels.logSoftmax(x, y, 3, columns, new float[6]);
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = i * columns; k < (i + 1) * columns; k++) {
          sum += Math.exp(x[k]);
        }
        for (int k = i * columns; k < (i + 1) * columns; k++) {
          assertThat((double) y[k])
              .isCloseTo(x[k] - Math.log(sum), within(2e-6 * (1 + Math.abs(y[k]))));
        }
      }
    }
  }

  private float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
