package io.trainyard.tensor.kernel;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The matrix products of the five workloads' steps, and squares. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ProductBenchmark {

  /** Rows x inner dimension x columns, and which of the two matrices come transposed. */
  @Param({
    // tiny: 4-3-3, batch 100
    "100x4x3 B",
    "3x100x4 A",
    "100x3x3",
    // small: 64-128-10, batch 32
    "32x64x128 B",
    "128x32x64 A",
    "32x128x10 B",
    "10x32x128 A",
    "32x10x128",
    // table: 32-64-64-1, batch 1024
    "1024x32x64 B",
    "64x1024x32 A",
    "1024x64x64 B",
    "64x1024x64 A",
    "1024x64x64",
    "1024x64x1 B",
    "1x1024x64 A",
    "1024x1x64",
    // image: 784-512-256-10, batch 128
    "128x784x512 B",
    "512x128x784 A",
    "128x512x256 B",
    "256x128x512 A",
    "128x256x512",
    "128x256x10 B",
    "10x128x256 A",
    "128x10x256",
    // wide: 1024-2048-2048-10, batch 256
    "256x1024x2048 B",
    "2048x256x1024 A",
    "256x2048x2048 B",
    "2048x256x2048 A",
    "256x2048x2048",
    "256x2048x10 B",
    "10x256x2048 A",
    "256x10x2048",
    // squares
    "256x256x256",
    "512x512x512",
    "1024x1024x1024"
  })
  public String product;

  private float[] a;
  private float[] b;
  private float[] c;
  private MatrixProduct kernel;

  @Setup
  public void prepare() {
    String[] words = product.split(" ", -1);
    String[] sizes = words[0].split("x", -1);
    int rows = Integer.parseInt(sizes[0]);
    int inner = Integer.parseInt(sizes[1]);
    int columns = Integer.parseInt(sizes[2]);
    String transposed = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
    a = numbers(rows * inner);
    b = numbers(inner * columns);
    c = new float[rows * columns];
    kernel =
        new MatrixProduct(transposed.contains("A"), transposed.contains("B"), rows, inner, columns);
  }

  private static float[] numbers(int n) {
    var random = new Random(n);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Benchmark
  public float[] product() {
    kernel.run(a, b, c, () -> {});
    return c;
  }
}
