package io.trainyard.optim;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes parameters by their gradients, as PyTorch's {@code torch.optim}.
 *
 * <p>A step has two parts. {@link #advance} works with plain doubles: it counts the step and puts
 * the learning rate and what else depends on the count into small tensors. {@link #update} works
 * with tensors only, the same operations in every step; it can therefore be recorded once and
 * replayed, each time after an {@link #advance}. {@link #step} does both at once.
 */
public abstract sealed class Optimizer
    permits ASGD, Adadelta, Adagrad, BetaRule, LBFGS, RMSprop, Rprop, SGD {

  private final List<Tensor> params;
  private final Map<String, Tensor> state = new LinkedHashMap<>();
  private double lr;
  private @Nullable Double initial_lr;
  private long steps;

  /**
   * @param params the tensors to change, each a leaf; those that require no gradient stay as they
   *     are
   * @param lr the learning rate to begin with
   */
  Optimizer(List<Tensor> params, double lr) {
    Arguments.require(!params.isEmpty(), "optimizer got an empty parameter list");
    for (Tensor param : params) {
      Arguments.require(param.isLeaf(), "can't optimize a non-leaf Tensor");
    }
    this.params = params.stream().filter(Tensor::requiresGrad).toList();
    Arguments.require(!this.params.isEmpty(), "no parameter requires a gradient");
    lr(lr);
  }

  /**
   * Changes every parameter that has a gradient.
   *
   * @throws IllegalStateException when this is an optimizer that has to ask for the loss itself
   */
  public void step() {
    advance();
    update();
  }

  /**
   * A step of an optimizer that may ask for the loss several times, as {@link LBFGS} does.
   *
   * @param closure takes the gradients away, computes the loss, calls its {@code backward()} and
   *     returns it
   * @return the loss before the step
   */
  public final double step(Supplier<Tensor> closure) {
    return replay(() -> {
      Tensor loss = closure.get();
      update();
      return loss.item();
    });
  }

  /**
   * A step by a recording that computes the loss and the gradients and ends with {@link #update}.
   *
   * @param recording runs it and gives the loss
   * @return the loss before the step
   */
  public double replay(DoubleSupplier recording) {
    advance();
    return recording.getAsDouble();
  }

  /** How often a step may ask for the loss. */
  public int mostEvaluations() {
    return 1;
  }

  /**
   * The working memory that so many steps take besides the parameters' gradients and the {@link
   * #state} of the beginning, in floats.
   */
  public long scratch(long steps) {
    return 0;
  }

  /** How many numbers {@link #save} writes down after so many steps, at most. */
  public long saved(long steps) {
    return state.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** The part of a step that is not recorded: counts it, and sets what depends on the count. */
  public final void advance() {
    steps++;
    advance(steps);
  }

  /** The part of a step that can be recorded: changes every parameter that has a gradient. */
  public final void update() {
    Tensor.noGrad(() -> {
      for (int i = 0; i < params.size(); i++) {
        Tensor gradient = params.get(i).grad();
        if (gradient != null) {
          update(i, params.get(i), gradient);
        }
      }
    });
  }

  /** Sets the scalars of the step of that number, counted from 1. */
  abstract void advance(long step);

  /** Changes one parameter and its state. */
  abstract void update(int index, Tensor param, Tensor gradient);

  /** Forgets the gradients of all parameters; without it they add up. */
  public final void zeroGrad() {
    params.forEach(param -> param.grad(null));
  }

  /** The parameters that are changed. */
  public final List<Tensor> params() {
    return params;
  }

  /** The learning rate of the next step. */
  public final double lr() {
    return lr;
  }

  /**
   * Sets the learning rate of the steps to come.
   *
   * @param lr at least 0
   */
  public final void lr(double lr) {
    Arguments.require(lr >= 0, "Invalid learning rate: " + lr);
    this.lr = lr;
  }

  /** The learning rate before any schedule changed it: the one when this is first asked. */
  final double initialLr() {
    Double initial = initial_lr;
    if (initial == null) {
      initial = lr;
      initial_lr = initial;
    }
    return initial;
  }

  /** How many steps have been made. */
  public final long steps() {
    return steps;
  }

  /** Goes on as after so many steps, with what {@link #state} then holds. */
  public final void steps(long count) {
    steps = count;
  }

  /**
   * What the optimizer remembers of earlier steps, by the parameter's number and PyTorch's name for
   * it: {@code 0.exp_avg}. Together with {@link #steps} it is all that a later step depends on.
   */
  public Map<String, Tensor> state() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * Goes on where another of its kind stopped: with its count of steps and what it remembers of the
   * parameters that both have.
   */
  public final void goOnFrom(Optimizer earlier) {
    steps = earlier.steps;
    initial_lr = earlier.initial_lr;
    for (String key : state.keySet()) {
      int dot = key.indexOf('.');
      Tensor param = params.get(Integer.parseInt(key.substring(0, dot)));
      int before = earlier.placeOf(param);
      Tensor known = before < 0 ? null : earlier.state.get(before + key.substring(dot));
      if (known != null) {
        Tensor remembered = Objects.requireNonNull(state.get(key));
        Tensor.noGrad(() -> remembered.assign(known));
      }
    }
  }

  private int placeOf(Tensor param) {
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i) == param) {
        return i;
      }
    }
    return -1;
  }

  /** Writes down all that later steps depend on, besides the parameters themselves. */
  public void save(StateDict to) {
    to.put("steps", steps);
    to.put("lr", lr);
    if (initial_lr != null) {
      to.put("initial_lr", initial_lr);
    }
    if (hasMomentum()) {
      to.put("momentum", momentum());
    }
    StateDict tensors = to.at("state");
    state.forEach(tensors::put);
  }

  /**
   * Goes on where another of its kind, with parameters of the same shapes, wrote down what it knew.
   *
   * @throws IllegalArgumentException when that is no state of one like this
   */
  public void load(StateDict from) {
    steps = from.whole("steps");
    lr(from.number("lr"));
    initial_lr = from.has("initial_lr") ? (Double) from.number("initial_lr") : null;
    if (hasMomentum() && momentum() != from.number("momentum")) {
      momentum(from.number("momentum"));
    }
    StateDict tensors = from.at("state");
    state.forEach(tensors::fill);
  }

  /** The tensors of the {@link #state} that is kept as tensors. */
  public final Collection<Tensor> remembered() {
    return Collections.unmodifiableCollection(state.values());
  }

  /** One remembered tensor for each parameter, in its shape. */
  final List<Tensor> state(String name, double initial) {
    return remembered(name, Tensor::shape, initial);
  }

  /** One remembered number for each parameter. */
  final List<Tensor> scalars(String name, double initial) {
    return remembered(name, param -> Shape.of(), initial);
  }

  private List<Tensor> remembered(String name, Function<Tensor, Shape> shape, double initial) {
    return IntStream.range(0, params.size())
        .mapToObj(i -> {
          Tensor tensor = Tensor.full(shape.apply(params.get(i)), (float) initial);
          state.put(i + "." + name, tensor);
          return tensor;
        })
        .toList();
  }

  /** Whether there is a momentum that a schedule can cycle. */
  public boolean hasMomentum() {
    return false;
  }

  /** The momentum of the next step; for Adam, the first of its betas. */
  public double momentum() {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " has no momentum");
  }

  /** Sets the momentum of the steps to come; to be done before an update is recorded. */
  public void momentum(double momentum) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " has no momentum");
  }
}
