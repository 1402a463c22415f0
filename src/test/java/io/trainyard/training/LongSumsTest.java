package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Target;
import io.trainyard.measure.Measurement;
import io.trainyard.measure.Metric;
import io.trainyard.measure.Task;
import io.trainyard.optim.ClipGradNorm;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Interpolation;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Picking;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sums of a million terms are right to two millionths, whichever way they are added; the truth is
 * added up in double precision.
 */
class LongSumsTest {

  private static final int MILLION = 1_000_000;
  private static final double MOST = 2e-6;

  /** What is added. */
  enum Terms {
    /** The same number again and again: every rounding errs to the same side. */
    TENTHS,
    RANDOM;

    Tensor of(int... dims) {
      Shape shape = Shape.of(dims);
      return this == TENTHS
          ? Tensor.full(shape, 0.1f)
          : Tensor.uniform(shape, 0, 1, new Generator(8));
    }
  }

  /** Sums along a dimension: {@code x} seen as [outer, n, inner]. */
  private static double[] exact(double[] x, int outer, int n, int inner, DoubleUnaryOperator of) {
    double[] sums = new double[outer * inner];
    for (int i = 0; i < x.length; i++) {
      sums[i / (n * inner) * inner + i % inner] += of.applyAsDouble(x[i]);
    }
    return sums;
  }

  private static double[] doubles(Tensor x) {
    float[] values = x.toArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static void same(Tensor found, double... exact) {
    float[] values = found.toArray();
    assertThat(values).hasSameSizeAs(exact);
    for (int i = 0; i < exact.length; i++) {
      double relative = Math.abs(values[i] - exact[i]) / Math.abs(exact[i]);
      assertThat(relative).as("%s of %s", values[i], exact[i]).isLessThanOrEqualTo(MOST);
    }
  }

  private static double[] each(double[] sums, DoubleUnaryOperator function) {
    return Arrays.stream(sums).map(function).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void sumsAndMeansOfAllOfRowsOfColumnsAndBetween(Terms terms) {
    Tensor all = terms.of(MILLION);
    same(all.sum(), exact(doubles(all), 1, MILLION, 1, v -> v));
    same(all.mean(), exact(doubles(all), 1, MILLION, 1, v -> v / MILLION));
    for (int[] dims :
        new int[][] {
          {2, MILLION, 1},
          {1, MILLION, 2},
          {1, MILLION, 5},
          {3, MILLION / 10, 4},
          {1, MILLION / 10, 64},
          {1, MILLION / 10, 100}
        }) {
      Tensor x = terms.of(dims);
      int n = dims[1];
      double[] sums = exact(doubles(x), dims[0], n, dims[2], v -> v);
      same(x.sum(1, false), sums);
      same(x.mean(1, false), each(sums, v -> v / n));
    }
  }

  @ParameterizedTest
  @EnumSource
  void normsAndSumsOfExponentials(Terms terms) {
    for (int[] dims : new int[][] {{1, MILLION, 1}, {2, MILLION / 2, 1}, {1, MILLION / 2, 3}}) {
      Tensor x = terms.of(dims);
      double[] values = doubles(x);
      int[] dim = {1};
      for (double order : new double[] {1, 2, 3}) {
        double[] powers = exact(values, dims[0], dims[1], dims[2], v -> Math.pow(v, order));
        same(Statistics.norm(x, order, dim, false), each(powers, v -> Math.pow(v, 1 / order)));
      }
      double[] sums = exact(values, dims[0], dims[1], dims[2], Math::exp);
      Tensor logs = Statistics.logsumexp(x, dim, false);
      Tensor first = x.narrow(1, 0, 1).sub(x.logSoftmax(1).narrow(1, 0, 1)).squeeze(1);
      for (int i = 0; i < sums.length; i++) {
        // An error of the logarithm is a relative one of the sum.
        assertThat((double) logs.toArray()[i]).isCloseTo(Math.log(sums[i]), within(MOST));
        assertThat((double) first.toArray()[i]).isCloseTo(Math.log(sums[i]), within(MOST));
      }
    }
  }

  @Test
  void variancesAndStandardDeviations() {
    for (int[] dims : new int[][] {{1, MILLION, 1}, {2, MILLION / 2, 1}, {1, MILLION / 2, 3}}) {
      Tensor x = Terms.RANDOM.of(dims);
      double[] values = doubles(x);
      double n = dims[1];
      double[] sums = exact(values, dims[0], dims[1], dims[2], v -> v);
      double[] squares = exact(values, dims[0], dims[1], dims[2], v -> v * v);
      double[] variances = new double[sums.length];
      Arrays.setAll(variances, i -> (squares[i] - sums[i] * sums[i] / n) / (n - 1));
      Tensor found = Statistics.var(x, new int[] {1}, 1, false);
      same(found, variances);
      same(found.sqrt(), each(variances, Math::sqrt));
    }
  }

  @Test
  void theMomentsOfBatchesAndOfRows() {
    for (int[] dims : new int[][] {{MILLION / 2, 3, 1}, {50, 3, MILLION / 50}, {1, 2, MILLION}}) {
      Tensor x = Terms.RANDOM.of(dims);
      double[] values = doubles(x);
      int channels = dims[1];
      double n = (double) dims[0] * dims[2];
      double[] sums = new double[channels];
      double[] squares = new double[channels];
      for (int i = 0; i < values.length; i++) {
        int channel = i / dims[2] % channels;
        sums[channel] += values[i];
        squares[channel] += values[i] * values[i];
      }
      double[] moments = new double[2 * channels];
      for (int c = 0; c < channels; c++) {
        moments[c] = sums[c] / n;
        moments[channels + c] = squares[c] / n - moments[c] * moments[c];
      }
      same(x.moments(), moments);
    }
  }

  @ParameterizedTest
  @EnumSource
  void productsOfVectorsAndSumsSoFar(Terms terms) {
    Tensor x = terms.of(MILLION);
    double[] squares = exact(doubles(x), 1, MILLION, 1, v -> v * v);
    same(LinearAlgebra.dot(x, x), squares);
    same(x.matmul(x), squares);
    same(Statistics.cosineSimilarity(x, x, 0, 1e-8), 1);
    double[] sums = exact(doubles(x), 1, MILLION, 1, v -> v);
    same(x.cumsum(0).narrow(0, MILLION - 1, 1), sums);
  }

  /** Repeats a leaf, by broadcasting or picking, and has gradients come back. */
  private static void gradientOf(
      Shape leaf, UnaryOperator<Tensor> repeated, Tensor gradient, double... exact) {
    Tensor x = Tensor.ones(leaf).requiresGrad(true);
    repeated.apply(x).backward(gradient, false);
    same(Objects.requireNonNull(x.grad()), exact);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfWhatWasBroadcast(Terms terms) {
    Tensor x = terms.of(MILLION / 4, 4);
    double[] values = doubles(x);
    double[] columns = exact(values, 1, MILLION / 4, 4, v -> v);
    Tensor zeros = Tensor.zeros(x.shape());
    gradientOf(Shape.of(), zeros::add, x, Arrays.stream(values).sum());
    gradientOf(Shape.of(4), zeros::add, x, columns);
    gradientOf(Shape.of(1, 4), leaf -> leaf.expand(x.shape()), x, columns);
    Tensor wide = x.reshape(Shape.of(4, MILLION / 4));
    gradientOf(
        Shape.of(4, 1),
        Tensor.zeros(wide.shape())::add,
        wide,
        exact(values, 4, MILLION / 4, 1, v -> v));
    Tensor middle = x.reshape(Shape.of(2, MILLION / 8, 4));
    gradientOf(
        Shape.of(2, 1, 4),
        Tensor.zeros(middle.shape())::add,
        middle,
        exact(values, 2, MILLION / 8, 4, v -> v));
    Tensor rows = Tensor.zeros(Shape.of(MILLION / 4, 1));
    gradientOf(Shape.of(4), b -> rows.linear(Tensor.ones(Shape.of(4, 1)), b), x, columns);
    Tensor image = Tensor.zeros(Shape.of(2, 1, 500, 500));
    Tensor kernels = Tensor.zeros(Shape.of(2, 1, 1, 1));
    Sliding each = Sliding.of(1, 1);
    Tensor places = x.reshape(Shape.of(2, 2, 500, 500));
    double[] maps = exact(values, 4, MILLION / 4, 1, v -> v);
    gradientOf(
        Shape.of(2),
        b -> image.conv2d(kernels, b, each, each, PaddingMode.ZEROS, 1),
        places,
        maps[0] + maps[2],
        maps[1] + maps[3]);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfWhatWasPickedAgainAndAgain(Terms terms) {
    Tensor x = terms.of(MILLION / 2, 2);
    double[] columns = exact(doubles(x), 1, MILLION / 2, 2, v -> v);
    int[] first = new int[MILLION / 2];
    gradientOf(Shape.of(1, 2), leaf -> leaf.indexSelect(first), x, columns);
    Tensor numbers = Tensor.zeros(Shape.of(MILLION / 2));
    gradientOf(Shape.of(1, 2), leaf -> leaf.lookup(numbers, null, false), x, columns);
    Tensor sameNumbers = Tensor.zeros(x.shape());
    gradientOf(Shape.of(1, 2), leaf -> leaf.gather(0, sameNumbers), x, columns);
    same(
        Picking.scatterAdd(Tensor.zeros(Shape.of(1, 2)), 0, sameNumbers, x).reshape(Shape.of(2)),
        columns);
    gradientOf(
        Shape.of(1),
        leaf -> leaf.interpolate(0, MILLION, 1e-6, Interpolation.NEAREST, false),
        x.reshape(Shape.of(MILLION)),
        columns[0] + columns[1]);
  }

  @ParameterizedTest
  @EnumSource
  void poolsOfWholeImages(Terms terms) {
    Tensor x = terms.of(2, 700, 700);
    double[] means = exact(doubles(x), 2, 490_000, 1, v -> v / 490_000);
    Sliding all = Sliding.of(700, 1);
    same(x.adaptiveAvgPool2d(1, 1).reshape(Shape.of(2)), means);
    same(x.avgPool2d(all, all, false, false, null).reshape(Shape.of(2)), means);
  }

  @ParameterizedTest
  @EnumSource
  void theNormThatGradientsAreClippedBy(Terms terms) {
    Tensor x = terms.of(MILLION);
    double norm = Math.sqrt(exact(doubles(x), 1, MILLION, 1, v -> v * v)[0]);
    same(clipped(List.of(x)), norm);
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      parts.add(x.narrow(0, i * 100, 100));
    }
    same(clipped(parts), norm);
  }

  private static Tensor clipped(List<Tensor> gradients) {
    List<Tensor> parameters =
        gradients.stream()
            .map(gradient -> {
              Tensor parameter = Tensor.zeros(gradient.shape()).requiresGrad(true);
              parameter.grad(gradient);
              return parameter;
            })
            .toList();
    return new ClipGradNorm(1, 2).apply(parameters);
  }

  static Stream<String> losses() {
    return Arrays.stream(Loss.class.getPermittedSubclasses()).map(Class::getSimpleName);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLoss(String type) {
    int rows = 250_000;
    Loss each = loss(type, "none");
    Tensor input = Tensor.uniform(Shape.of(rows, each.outputs(4)), 0.1, 0.9, new Generator(1));
    Tensor values = Tensor.uniform(Shape.of(rows, 4), 0, 1, new Generator(2));
    Tensor target =
        switch (each.targets().getFirst()) {
          case CLASSES -> numbers(rows);
          case PROBABILITIES -> values;
          case SIGNS -> values.sub(0.5).sign();
          case VALUES ->
              type.equals("MultiLabelMarginLoss")
                  ? Arrangement.cat(
                      List.of(
                          numbers(rows).reshape(Shape.of(rows, 1)),
                          Tensor.full(Shape.of(rows, 3), -1)),
                      1)
                  : values;
        };
    Tensor all = each.forward(input, target);
    double sum = Arrays.stream(doubles(all)).sum();
    same(loss(type, "sum").forward(input, target), sum);
    same(loss(type, "mean").forward(input, target), sum / all.numel());
    if (type.equals("CrossEntropyLoss")) {
      assertThat(each.targets()).contains(Target.PROBABILITIES);
      double shares = Arrays.stream(doubles(each.forward(input, values))).sum();
      same(loss(type, "mean").forward(input, values), shares / rows);
    }
  }

  private static Tensor numbers(int rows) {
    float[] numbers = new float[rows];
    for (int i = 0; i < rows; i++) {
      numbers[i] = i % 4;
    }
    return Tensor.of(numbers);
  }

  private static Loss loss(String type, String reduction) {
    Map<String, Object> request = new HashMap<>(Map.of("type", type, "reduction", reduction));
    var faults = new Faults();
    return Objects.requireNonNull(
            Catalog.of(Loss.class).read(request, faults), () -> faults.list().toString())
        .create();
  }

  @Test
  void scoresOverAMillionRows() {
    float[] predictions = Terms.RANDOM.of(MILLION).toArray();
    float[] targets = new float[MILLION];
    double sum = 0;
    for (float prediction : predictions) {
      sum += prediction;
    }
    var task = new Task.OfNumbers(1);
    var mae = Metric.all(task).stream().filter(metric -> metric.type().equals("mae")).toList();
    var measurement = new Measurement(mae, task);
    for (int i = 0; i < MILLION; i++) {
      measurement.add(predictions, i, targets, i, 1);
    }
    assertThat(measurement.values().get("mae"))
        .isCloseTo(sum / MILLION, within(MOST * sum / MILLION));
  }
}
