package io.trainyard.tensor.kernel;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The functions of each element, sums and transpositions: nanoseconds an element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(FunctionBenchmark.ELEMENTS)
public class FunctionBenchmark {

  static final int ELEMENTS = 4096;

  private interface Kernel {
    void run(float[] x, float[] y, int n);
  }

  /** What is measured. */
  public enum Function {
    EXP(Functions::exp),
    EXPM1(Functions::expm1),
    LOG(Functions::log),
    LOG1P(Functions::log1p),
    TANH(Functions::tanh),
    SIGMOID(Functions::sigmoid),
    LOG_SIGMOID(Functions::logSigmoid),
    ERF(Functions::erf),
    LOG_SOFTMAX_OF_64((x, y, n) -> Kernels.logSoftmax(x, y, n / 64, 64, new float[n / 32])),
    TRANSPOSE((x, y, n) -> Kernels.transpose(x, 64, n / 64, y)),
    SUM((x, y, n) -> y[0] = Kernels.sum(x, 0, n)),
    SUM_ROWS_OF_64((x, y, n) -> Kernels.sumRows(x, 0, n / 64, 64, y, 0)),
    SUM_ROWS_OF_4((x, y, n) -> new Cascade().sumRows(x, 0, n / 4, 4, y, 0));

    private final Kernel kernel;

    Function(Kernel kernel) {
      this.kernel = kernel;
    }
  }

  @Param public Function function;

  private final float[] x = new float[ELEMENTS];
  private final float[] y = new float[ELEMENTS];

  @Setup
  public void prepare() {
    var random = new Random(1);
    for (int i = 0; i < ELEMENTS; i++) {
      x[i] = (float) (3 * random.nextGaussian());
    }
  }

  @Benchmark
  public float[] function() {
    function.kernel.run(x, y, ELEMENTS);
    return y;
  }
}
