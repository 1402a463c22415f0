package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS: follows the gradient as the curvature of the latest steps bends it. One step goes through
 * up to {@code max_iter} iterations on its batch and asks for the loss again in each; while it
 * does, a dropout drops the same elements, so that it descends on one function.
 *
 * <p>{@code lr} is the length of an iteration, or the first that a line search tries. Vectors are
 * 32-bit floats; products of two of them are summed in double precision.
 *
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu, Nocedal: On the limited memory BFGS method
 *     for large scale optimization</a>
 */
@Summary("L-BFGS: several iterations on each batch, along the curvature of the latest steps.")
public final class LBFGS extends Optimizer {

  /** How long an iteration is. */
  public enum LineSearch {
    /** As long as the strong Wolfe conditions ask for. */
    STRONG_WOLFE
  }

  private final int max_iter;
  private final int max_eval;
  private final double tolerance_grad;
  private final double tolerance_change;
  private final int history_size;
  private final @Nullable LineSearch line_search_fn;
  private final List<Tensor> gradients;
  private @Nullable Descent descent;

  /**
   * @param max_iter how many iterations a step may have
   * @param max_eval how often a step may ask for the loss; null for 5/4 of the iterations
   * @param tolerance_grad a step ends when no element of the gradient is larger
   * @param tolerance_change a step ends when the loss, or each parameter, changes by less
   * @param history_size how many iterations are remembered, each with twice the parameters' memory
   * @param line_search_fn how the length of an iteration is found; null for the learning rate
   */
  public LBFGS(
      @Given List<Tensor> params,
      @Default("1") @Bounds(min = 0) double lr,
      @Default("20") @Bounds(min = 1) int max_iter,
      @Bounds(min = 1) @Nullable Integer max_eval,
      @Default("1e-7") @Bounds(min = 0) double tolerance_grad,
      @Default("1e-9") @Bounds(min = 0) double tolerance_change,
      @Default("100") @Bounds(min = 1) int history_size,
      @Nullable LineSearch line_search_fn) {
    super(params, lr);
    Arguments.require(max_iter >= 1, "Invalid max_iter value: " + max_iter);
    Arguments.require(max_eval == null || max_eval >= 1, "Invalid max_eval value: " + max_eval);
    Arguments.require(history_size >= 1, "Invalid history_size value: " + history_size);
    this.max_iter = max_iter;
    this.max_eval = max_eval == null ? (int) (max_iter * 5L / 4) : max_eval;
    this.tolerance_grad = tolerance_grad;
    this.tolerance_change = tolerance_change;
    this.history_size = history_size;
    this.line_search_fn = line_search_fn;
    this.gradients = params.stream().map(param -> Tensor.zeros(param.shape())).toList();
  }

  /**
   * Refuses: without a closure there is nothing to ask for the loss.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void step() {
    throw new IllegalStateException(
        "LBFGS.step() missing 1 required positional argument: 'closure', which computes the loss"
            + " and its gradients anew");
  }

  @Override
  void advance(long step) {
    // Nothing depends on the number of the step.
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    gradients.get(index).assign(gradient);
  }

  @Override
  public double replay(DoubleSupplier recording) {
    double first = super.replay(recording);
    if (descent == null) {
      descent = new Descent();
    }
    descent.run(recording, first);
    return first;
  }

  @Override
  public long scratch(long steps) {
    // The values now and before, the gradient before, the direction; and each point's gradient.
    return size() * (4L + pointCount() + 2 * remembered(steps));
  }

  @Override
  public long saved(long steps) {
    // The direction and the gradient before.
    return size() * (2 + 2 * remembered(steps));
  }

  private long size() {
    return params().stream().mapToLong(Tensor::numel).sum();
  }

  /** How many iterations are in the history after so many steps; the first has none before it. */
  private long remembered(long steps) {
    return Math.min(history_size, Math.max(0, steps * max_iter - 1));
  }

  @Override
  public int mostEvaluations() {
    return max_eval;
  }

  /** A line search compares the points of a bracket with where it started. */
  private int pointCount() {
    return line_search_fn == null ? 1 : 4;
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(super.state());
    if (descent != null) {
      descent.putInto(state);
    }
    return state;
  }

  @Override
  public void save(StateDict to) {
    super.save(to);
    if (descent != null) {
      descent.save(to);
    }
  }

  @Override
  public void load(StateDict from) {
    super.load(from);
    descent = null;
    if (from.has("n_iter")) {
      descent = new Descent();
      descent.load(from);
    }
  }

  /** The vectors of the steps, made at the first. */
  private final class Descent {
    private final FlatParameters parameters = new FlatParameters(params());
    private final CurvatureHistory history = new CurvatureHistory(history_size);
    private final float[] start = parameters.vector();
    private final float[] direction = parameters.vector();
    private final float[] before = parameters.vector();
    private final StrongWolfe.Point[] points = new StrongWolfe.Point[pointCount()];
    private final float[] gradient;
    private double length;
    private long n_iter;
    private long func_evals;

    Descent() {
      for (int i = 0; i < points.length; i++) {
        points[i] = new StrongWolfe.Point(start.length);
      }
      gradient = points[0].gradient;
    }

    /** The iterations of one step, whose first loss has been found. */
    void run(DoubleSupplier recording, double first) {
      FlatParameters.read(gradients, gradient);
      double loss = first;
      int evaluations = 1;
      boolean isOver = FlatParameters.largest(gradient) <= tolerance_grad;
      for (int i = 1; !isOver && i <= max_iter; i++) {
        turn();
        double slope = FlatParameters.dot(gradient, direction);
        if (slope > -tolerance_change) {
          break;
        }
        double lossBefore = loss;
        parameters.read(start);
        if (line_search_fn != null) {
          StrongWolfe.Found found = search(recording, loss, slope, max_eval - evaluations);
          loss = found.point().loss;
          length = found.point().length;
          evaluations += found.evaluations();
          System.arraycopy(found.point().gradient, 0, gradient, 0, gradient.length);
          parameters.move(start, length, direction);
        } else {
          parameters.move(start, length, direction);
          // What comes after the last is not looked at any more.
          if (i < max_iter) {
            loss = recording.getAsDouble();
            FlatParameters.read(gradients, gradient);
            evaluations++;
          }
        }
        isOver =
            evaluations >= max_eval
                || FlatParameters.largest(gradient) <= tolerance_grad
                || FlatParameters.largest(direction) * length <= tolerance_change
                || Math.abs(loss - lossBefore) < tolerance_change;
      }
      func_evals += evaluations;
    }

    /** Finds the direction of the next iteration, and the length to try. */
    private void turn() {
      n_iter++;
      if (n_iter > 1) {
        history.add(gradient, before, direction, length);
      }
      history.direct(gradient, direction);
      System.arraycopy(gradient, 0, before, 0, gradient.length);
      length = n_iter > 1 ? lr() : Math.min(1, 1 / FlatParameters.amounts(gradient)) * lr();
    }

    private StrongWolfe.Found search(
        DoubleSupplier recording, double loss, double slope, int most) {
      points[0].length = 0;
      points[0].loss = loss;
      points[0].slope = slope;
      StrongWolfe.Line line =
          point -> {
            parameters.move(start, point.length, direction);
            point.loss = recording.getAsDouble();
            FlatParameters.read(gradients, point.gradient);
            point.slope = FlatParameters.dot(point.gradient, direction);
          };
      return new StrongWolfe(line, most, points).search(length, FlatParameters.largest(direction));
    }

    void save(StateDict to) {
      to.put("n_iter", n_iter);
      to.put("func_evals", func_evals);
      to.put("t", length);
      to.own("d", Tensor.of(direction));
      to.own("prev_flat_grad", Tensor.of(before));
      history.save(to);
    }

    void load(StateDict from) {
      n_iter = from.whole("n_iter");
      func_evals = from.whole("func_evals");
      length = from.number("t");
      FlatParameters.read(from.tensor("d"), direction);
      FlatParameters.read(from.tensor("prev_flat_grad"), before);
      history.load(from, start.length);
    }

    void putInto(Map<String, Tensor> state) {
      state.put("0.func_evals", Tensor.scalar((float) func_evals));
      state.put("0.n_iter", Tensor.scalar((float) n_iter));
      state.put("0.d", Tensor.of(direction));
      state.put("0.t", Tensor.scalar((float) length));
      state.put("0.prev_flat_grad", Tensor.of(before));
      history.putInto(state);
    }
  }
}
