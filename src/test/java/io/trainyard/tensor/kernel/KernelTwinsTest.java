package io.trainyard.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
          float[] a = numbers(rows * inner);
          float[] b = numbers(inner * columns);
          for (boolean transposed : new boolean[] {false, true}) {
            int rowStep = transposed ? 1 : inner;
            int innerStep = transposed ? rows : 1;
            float[] plain = new float[rows * columns];
            float[] vector = new float[rows * columns];
            ScalarKernels.product(a, rowStep, innerStep, b, plain, rows, inner, columns);
            VectorKernels.product(a, rowStep, innerStep, b, vector, rows, inner, columns);
            assertThat(vector).as("%d x %d x %d", rows, inner, columns).isEqualTo(plain);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 1000, 65_535, 65_536, 65_537, 200_000})
  void sumsAgreeAndAreExactEnough(int n) {
    float[] x = numbers(n + 3);
    double exact = 0;
    for (int i = 3; i < n + 3; i++) {
      exact += x[i];
    }

    assertThat(VectorKernels.sum(x, 3, n)).isEqualTo(ScalarKernels.sum(x, 3, n));
    assertThat((double) ScalarKernels.sum(x, 3, n))
        .isCloseTo(exact, org.assertj.core.api.Assertions.within(1e-6 * n));
  }

  @Test
  void aTranspositionOfATranspositionIsTheMatrix() {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        float[] x = numbers(rows * columns);
        float[] once = new float[rows * columns];
        float[] twice = new float[rows * columns];
        Kernels.transpose(x, rows, columns, once);
        Kernels.transpose(once, columns, rows, twice);
        assertThat(twice).isEqualTo(x);
        assertThat(once[(columns - 1) * rows]).isEqualTo(x[columns - 1]);
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
