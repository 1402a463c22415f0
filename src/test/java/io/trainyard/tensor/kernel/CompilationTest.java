package io.trainyard.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Java's first compiler gives up on a method that is too large for it, and then the method is
 * interpreted for good: thousands of times slower, and nothing tells.
 */
class CompilationTest {

  /** More calls than it takes until a method is compiled with counters. */
  private static final int CALLS = 2500;

  @Test
  void everyKernelIsSmallEnoughForTheFirstCompiler() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xbatch",
                "-XX:TieredStopAtLevel=3",
                "-XX:+PrintCompilation",
                "-cp",
                System.getProperty("java.class.path"),
                CompilationTest.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().filter(line -> line.contains("tensor.kernel.Vector")).toList();
    }
    assertThat(lines).noneMatch(line -> line.contains("COMPILE SKIPPED"));
    for (String kernel :
        List.of(
            "VectorTiles::eightRows",
            "VectorTiles::sixRows",
            "VectorTiles::fourRows",
            "VectorStrips::strip ",
            "VectorPacking::pack",
            "VectorPacking::transpose",
            "VectorKernels::block",
            "VectorKernels::rest",
            "VectorKernels::sumRows",
            "VectorKernels::strip",
            "VectorFunctions::exp",
            "VectorFunctions::log")) {
      assertThat(lines).anyMatch(line -> line.contains(kernel));
    }
  }

  /** Calls every kernel. */
  public static void main(String[] arguments) {
    float[] x = new float[1024];
    float[] y = new float[1024];
    var six = new MatrixProduct(false, true, 10, 4, 36, VectorTiles.TALLEST_OF_16);
    var eight = new MatrixProduct(false, true, 12, 4, 36, VectorTiles.TALLEST_OF_32);
    var narrow = new MatrixProduct(true, false, 60, 4, 4);
    for (int i = 0; i < CALLS; i++) {
      six.run(x, x, y, () -> {});
      eight.run(x, x, y, () -> {});
      narrow.run(x, x, y, () -> {});
      Kernels.transpose(x, 8, 8, y);
      y[0] = Kernels.sum(x, 0, 528);
      Kernels.sumRows(x, 0, 2, 68, y, 0);
      Functions.exp(x, y, 16);
      Functions.log(x, y, 16);
    }
  }
}
