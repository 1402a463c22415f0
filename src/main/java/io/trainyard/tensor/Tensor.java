package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers of one type with a shape, row by row, that knows how it was made and so can
 * find its gradients.
 *
 * <p>Methods carry PyTorch's names and meanings. Each makes a new tensor; only {@link #assign}
 * changes one. Within {@link Program#record} they run nothing and are taken down instead.
 */
public final class Tensor {

  private final Shape shape;
  private final DType dtype;
  private final Storage storage;
  private final @Nullable Node node;
  private boolean requiresGrad;
  private boolean retainsGrad;
  private @Nullable Tensor grad;
  private @Nullable MutableTensor name;
  private MutableTensor.@Nullable Window window;
  private boolean isBorrowed;
  private List<UnaryOperator<Tensor>> hooks = List.of();

  private Tensor(Shape shape, DType dtype, Storage storage, @Nullable Node node) {
    this.shape = shape;
    this.dtype = dtype;
    this.storage = storage;
    this.node = node;
    this.requiresGrad = node != null;
  }

  // Making tensors

  /**
   * A tensor of those values, which are copied.
   *
   * @throws ShapeException unless there are as many values as the shape has elements
   */
  public static Tensor of(Shape shape, float... values) {
    if (values.length != shape.numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + shape.numel() + " elements, got " + values.length);
    }
    return new Tensor(shape, DType.FLOAT32, Storage.of(values.clone()), null);
  }

  /** A tensor of whole numbers, which are copied. */
  public static Tensor ofWhole(Shape shape, long... values) {
    if (values.length != shape.numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + shape.numel() + " elements, got " + values.length);
    }
    return new Tensor(shape, DType.INT64, Storage.of(values.clone()), null);
  }

  /** A tensor of doubles, which are copied. */
  public static Tensor ofDouble(Shape shape, double... values) {
    if (values.length != shape.numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + shape.numel() + " elements, got " + values.length);
    }
    return new Tensor(shape, DType.FLOAT64, Storage.of(values.clone()), null);
  }

  /** A tensor without dimensions, of one number held as that type. */
  public static Tensor scalar(Number value, DType dtype) {
    if (dtype.isNarrow()) {
      return scalar(value, dtype.wide()).to(dtype);
    }
    if (dtype == DType.FLOAT64) {
      return ofDouble(Shape.of(), value.doubleValue());
    }
    if (dtype.isWhole()) {
      return whole(value.longValue());
    }
    float held = dtype.isFloatingPoint() ? value.floatValue() : value.doubleValue() == 0 ? 0 : 1;
    return new Tensor(Shape.of(), dtype, Storage.of(new float[] {held}), null);
  }

  /** A tensor without dimensions, of one whole number. */
  public static Tensor whole(long value) {
    return ofWhole(Shape.of(), value);
  }

  /** A tensor of one dimension. */
  public static Tensor of(float... values) {
    return of(Shape.of(values.length), values);
  }

  /** A tensor without dimensions, of one value. */
  public static Tensor scalar(float value) {
    return of(Shape.of(), value);
  }

  /**
   * A tensor that stands for data of that shape while a step is recorded; it gets its values by
   * {@link #own} or {@link #fill} before the step runs, or never when it is only measured.
   */
  public static Tensor placeholder(Shape shape) {
    return placeholder(shape, DType.FLOAT32);
  }

  /** As {@link #placeholder(Shape)}, for elements of that type. */
  public static Tensor placeholder(Shape shape, DType dtype) {
    return new Tensor(shape, dtype, Storage.pending(shape.numel(), dtype), null);
  }

  public static Tensor zeros(Shape shape) {
    return full(shape, 0);
  }

  public static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  public static Tensor full(Shape shape, float value) {
    return apply(new Draw.Full(shape, value));
  }

  /** The same number everywhere, held as that type. */
  public static Tensor full(Shape shape, Number value, DType dtype) {
    if (dtype.isNarrow()) {
      return full(shape, value, dtype.wide()).to(dtype);
    }
    if (dtype.isWhole()) {
      return apply(new Draw.FullOfWhole(shape, value.longValue()));
    }
    if (dtype == DType.FLOAT64) {
      return apply(new Draw.FullOfDouble(shape, value.doubleValue()));
    }
    Tensor filled = full(shape, value.floatValue());
    return dtype == DType.BOOL ? filled.to(dtype) : filled;
  }

  /** Random numbers spread evenly from one (included) to another (excluded). */
  public static Tensor uniform(Shape shape, double from, double to, Generator generator) {
    return apply(new Draw.Uniform(shape, from, to, generator));
  }

  /** Random numbers of a normal distribution of mean 0 and variance 1. */
  public static Tensor normal(Shape shape, Generator generator) {
    return apply(new Draw.Normal(shape, generator));
  }

  /**
   * Random doubles: spread evenly from 0 (included) to 1 (excluded), or of a normal distribution.
   */
  public static Tensor exact(Shape shape, boolean isNormal, Generator generator) {
    return apply(new Draw.Exact(shape, isNormal, generator));
  }

  /** Random numbers of an exponential distribution of rate 1. */
  public static Tensor exponential(Shape shape, Generator generator) {
    return apply(new Draw.Exponential(shape, generator));
  }

  /** Random whole numbers from one (included) to another (excluded). */
  public static Tensor whole(Shape shape, long low, long high, Generator generator) {
    return apply(new Draw.Whole(shape, low, high, generator));
  }

  /** The whole numbers from 0 on in a random order. */
  public static Tensor permutation(int count, Generator generator) {
    return apply(new Draw.Permutation(count, generator));
  }

  /** Random numbers: 1 with that probability, else 0. */
  public static Tensor bernoulli(Shape shape, double probability, Generator generator) {
    return apply(new Draw.Bernoulli(shape, probability, generator));
  }

  /** Applies an operation to make a new tensor. */
  static Tensor apply(Operation operation, Tensor... given) {
    Tensor[] inputs = operation.taken(given);
    Shape shape = operation.shape(inputs);
    DType dtype = operation.dtype(inputs);
    Node node = Execution.remembers(operation, inputs) ? new Node(operation, inputs) : null;
    if (operation.isView()) {
      return new Tensor(shape, dtype, inputs[0].storage, node).seenThrough(operation, inputs[0]);
    }
    boolean isBroughtBack = dtype.isNarrow() && operation.typing().computes();
    DType computed = isBroughtBack ? dtype.wide() : dtype;
    Execution.claim(shape, computed);
    var output = new Tensor(shape, computed, Storage.pending(shape.numel(), computed), node);
    if (inputs.length == 1) {
      output.seenThrough(operation, inputs[0]);
    }
    Execution.perform(new Instruction(operation, inputs, output, Execution.place()));
    return isBroughtBack ? apply(new Cast(dtype), output) : output;
  }

  /**
   * Whether matrix products use the vector instructions of the machine: whether Java was started
   * with {@code --add-modules jdk.incubator.vector}. The results are the same without, and come
   * many times later.
   */
  public static boolean isVectorized() {
    return Kernels.isVectorized();
  }

  /** How many numbers are computed at once: what a vector of the machine holds, or 1. */
  public static int lanes() {
    return Kernels.lanes();
  }

  // What it is

  /** What its elements are. */
  public DType dtype() {
    return dtype;
  }

  /**
   * The same elements as another type; the tensor itself where it has that type. Floats lose what
   * stands behind the point when they become whole numbers.
   */
  public Tensor to(DType other) {
    if (other == dtype) {
      return this;
    }
    return switch (other) {
      case BOOL -> ne(scalar(0, dtype));
      case UINT8, INT8, INT16, INT32, INT64, FLOAT16, BFLOAT16, FLOAT64 ->
          apply(new Cast(other), this);
      case FLOAT32 -> dtype == DType.BOOL ? mul(1) : apply(new Cast(other), this);
    };
  }

  /** The same elements in memory of their own. */
  public Tensor copy() {
    if (dtype.isFloatingPoint()) {
      return mul(1);
    }
    Tensor copy = apply(new Expand(shape), nameless());
    copy.isBorrowed = false;
    return copy;
  }

  /** A mask as the floats that it is held as. */
  Tensor asFloats() {
    return new Tensor(shape, DType.FLOAT32, storage, null);
  }

  public Shape shape() {
    return shape;
  }

  /** The size of a dimension; negative ones count from the end. */
  public int size(int dim) {
    return shape.size(dim);
  }

  /** The number of dimensions. */
  public int dim() {
    return shape.rank();
  }

  /** The number of elements. */
  public long numel() {
    return storage.size();
  }

  /**
   * The value of a tensor of one element.
   *
   * @throws IllegalStateException when there are more, or while it is being recorded
   */
  public float item() {
    if (numel() != 1) {
      throw new IllegalStateException(
          "a Tensor with " + numel() + " elements cannot be converted to Scalar");
    }
    requireValues();
    return (float) storage.number(0);
  }

  /** As {@link #item}, exactly. */
  public double exactItem() {
    item();
    return storage.number(0);
  }

  /** As {@link #item}, of a whole number or a bool. */
  public long wholeItem() {
    item();
    return storage.whole(0);
  }

  /** A copy of the values, row by row; whole numbers as the nearest floats. */
  public float[] toArray() {
    if (dtype.held() == DType.Held.FLOATS) {
      return Arrays.copyOf(array(), length());
    }
    requireValues();
    float[] values = new float[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.isWhole() ? (float) storage.whole(i) : (float) storage.number(i);
    }
    return values;
  }

  /** A copy of the values, row by row, exactly but for whole numbers beyond 2^53. */
  public double[] toDoubleArray() {
    requireValues();
    double[] values = new double[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = storage.number(i);
    }
    return values;
  }

  /** A copy of the values, row by row, as whole numbers. */
  public long[] toWholeArray() {
    if (dtype.isWhole()) {
      return Arrays.copyOf(wholes(), length());
    }
    double[] values = toDoubleArray();
    long[] wholes = new long[length()];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = Cast.whole(values[i]);
    }
    return wholes;
  }

  /**
   * Copies the values into a part of an array.
   *
   * @return how many there are
   */
  public int copyInto(float[] target, int from) {
    System.arraycopy(array(), 0, target, from, length());
    return length();
  }

  /** The values themselves; there may be unused room behind them. */
  float[] array() {
    requireValues();
    return storage.array();
  }

  /** The values of whole numbers; there may be unused room behind them. */
  long[] wholes() {
    requireValues();
    return storage.wholes();
  }

  /** The values of doubles; there may be unused room behind them. */
  double[] doubles() {
    requireValues();
    return storage.doubles();
  }

  /** Whether it has values by now; what is made while a step is recorded gets them as it runs. */
  public boolean hasValues() {
    return !storage.isPending();
  }

  private void requireValues() {
    storage.requireKept();
    if (storage.isPending()) {
      throw new UnknownValueException(
          "the value of "
              + (node == null ? "a tensor" : "the output of " + node.name())
              + " of shape "
              + shape
              + " was asked for while its step is recorded; values exist only once the recording runs");
    }
  }

  int length() {
    return Storage.length(storage.size());
  }

  Storage storage() {
    return storage;
  }

  @Nullable Node node() {
    return node;
  }

  // Gradients

  public boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * Says whether gradients shall be found for this leaf.
   *
   * @return this tensor
   */
  public Tensor requiresGrad(boolean required) {
    if (!isLeaf()) {
      throw new IllegalStateException("you can only change requires_grad flags of leaf variables");
    }
    if (required && !dtype.isFloatingPoint()) {
      throw new IllegalStateException(
          "only Tensors of floating point and complex dtype can require gradients");
    }
    requiresGrad = required;
    return this;
  }

  /** Whether it was not made from tensors that require gradients. */
  public boolean isLeaf() {
    return node == null;
  }

  /** The sum of all gradients since it was last taken away; null when there is none. */
  public @Nullable Tensor grad() {
    return grad;
  }

  /** Puts another gradient in place, or takes it away. */
  public void grad(@Nullable Tensor gradient) {
    grad = gradient;
  }

  /** Lets a tensor that is no leaf keep its gradient too, in PyTorch {@code retain_grad}. */
  public void retainGrad() {
    if (!requiresGrad) {
      throw new IllegalStateException("can't retain_grad on Tensor that has requires_grad=False");
    }
    retainsGrad = true;
  }

  /** Whether a backward pass adds up the gradient here. */
  boolean keepsGrad() {
    return retainsGrad || isLeaf();
  }

  void accumulate(Tensor gradient) {
    Tensor before = grad;
    grad = before == null ? gradient : before.add(gradient);
    if (before != null && before.name != null && !Execution.isGradEnabled()) {
      before.name.accumulated(grad);
    }
  }

  /** PyTorch's name of what made it ({@code MulBackward0}); null for a leaf. */
  public @Nullable String gradFn() {
    return node == null ? null : node.name();
  }

  /**
   * Finds the gradients of this scalar for all leaves that require them, adds them to theirs, and
   * frees the graph.
   */
  public void backward() {
    backward(false);
  }

  /** As {@link #backward()}; with {@code retainGraph} it can be called again. */
  public void backward(boolean retainGraph) {
    if (numel() != 1) {
      throw new IllegalStateException("grad can be implicitly created only for scalar outputs");
    }
    backward(full(shape, 1), retainGraph);
  }

  /** As {@link #backward()}, with the gradient of this tensor given. */
  public void backward(Tensor gradient, boolean retainGraph) {
    backward(gradient, retainGraph, false);
  }

  /**
   * As {@link #backward(Tensor, boolean)}.
   *
   * @param createGraph whether the gradients shall remember how they were made, so that gradients
   *     of them can be found
   */
  public void backward(Tensor gradient, boolean retainGraph, boolean createGraph) {
    Backward.run(this, gradient, retainGraph, createGraph, Tensor::keepsGrad, Tensor::accumulate);
  }

  /**
   * The gradients of this tensor for others, in PyTorch {@code torch.autograd.grad}; none is added
   * to theirs.
   *
   * @param gradient of this tensor
   * @return for each the gradient, or null if this tensor does not depend on it
   */
  public List<@Nullable Tensor> gradients(
      List<Tensor> inputs, Tensor gradient, boolean retainGraph, boolean createGraph) {
    Map<Tensor, Tensor> found = new IdentityHashMap<>();
    Backward.run(this, gradient, retainGraph, createGraph, inputs::contains, found::put);
    List<@Nullable Tensor> gradients = new ArrayList<>();
    inputs.forEach(input -> gradients.add(found.get(input)));
    return gradients;
  }

  /** Does something without remembering how its tensors were made. */
  public static void noGrad(Runnable work) {
    Execution.noGrad(work);
  }

  /** Whether operations are remembered for a backward pass. */
  public static boolean isGradEnabled() {
    return Execution.isGradEnabled();
  }

  /**
   * Does something during which operations are remembered, or not; {@link #switchGrad} can change
   * that.
   */
  public static <T> T gradEnabled(boolean enabled, Supplier<T> work) {
    return Execution.gradEnabled(enabled, work);
  }

  /** From now on, within the innermost {@link #gradEnabled}, operations are remembered, or not. */
  public static void switchGrad(boolean enabled) {
    Execution.switchGrad(enabled);
  }

  /** As {@link #noGrad(Runnable)}, with a result. */
  public static <T> T noGrad(Supplier<T> work) {
    return Execution.noGrad(work);
  }

  /**
   * Values with a gradient rule of their own.
   *
   * @param name PyTorch's name of what made them
   * @param inputs what the values were made of
   * @param rule gives for the gradient of the result those of all inputs, null where none flows
   */
  public static Tensor custom(
      String name,
      Tensor values,
      List<Tensor> inputs,
      Function<Tensor, List<@Nullable Tensor>> rule) {
    List<Tensor> all = new ArrayList<>(List.of(values.detach()));
    all.addAll(inputs);
    return apply(new Custom(name, rule), all.toArray(Tensor[]::new));
  }

  /**
   * Has somebody change the gradient of this tensor whenever it is found.
   *
   * @return takes that back
   */
  public Runnable hook(UnaryOperator<Tensor> change) {
    UnaryOperator<Tensor> own = change::apply;
    List<UnaryOperator<Tensor>> more = new ArrayList<>(hooks);
    more.add(own);
    hooks = more;
    return () -> {
      List<UnaryOperator<Tensor>> fewer = new ArrayList<>(hooks);
      fewer.remove(own);
      hooks = fewer;
    };
  }

  /** A gradient of this tensor as those want it that have asked to change it. */
  Tensor hooked(Tensor gradient) {
    Tensor changed = gradient;
    for (UnaryOperator<Tensor> hook : hooks) {
      changed = hook.apply(changed);
    }
    return changed;
  }

  /** Does something during which somebody hears of what each operation is about to take. */
  public static <T> T claiming(Claims claims, Supplier<T> work) {
    return Execution.claiming(claims, work);
  }

  /** The same tensor seen once more, as an output of its own. */
  public Tensor alias() {
    return apply(new Movement.View(shape), this);
  }

  /** Finds whose elements this shows when its input shows, or is, what names refer to. */
  private Tensor seenThrough(Operation operation, Tensor input) {
    MutableTensor.Window seen = input.window();
    Lattice lattice = seen == null ? null : operation.shown(seen.lattice());
    if (seen == null || lattice == null) {
      isBorrowed = operation.isView() && (seen != null || input.isBorrowed);
    } else {
      window = new MutableTensor.Window(seen.base(), lattice, seen.isDetached());
      storage.countWith(input.storage);
    }
    return this;
  }

  /** Whose elements this shows, where names refer to those; null when they are new. */
  MutableTensor.@Nullable Window window() {
    return name == null ? window : name.window();
  }

  /** The same values for somebody who makes something else of them. */
  Tensor nameless() {
    return window() == null ? this : new Tensor(shape, dtype, storage, node);
  }

  void named(MutableTensor given) {
    name = given;
  }

  void unnamed(MutableTensor former) {
    name = former.is(name) ? null : name;
  }

  /** What names refer to when they mean this tensor; null when none do. */
  public @Nullable MutableTensor name() {
    return name;
  }

  /** Whether somebody else, of whom this does not know any more, may hold the memory. */
  boolean isBorrowed() {
    return isBorrowed;
  }

  /** Whether to overwrite the values would change others too, or may. */
  boolean isShared() {
    if (isBorrowed || node != null && node.isView()) {
      return true;
    }
    MutableTensor.Window seen = window();
    return seen != null && !seen.base().is(name) && seen.base().tensor().storage == storage;
  }

  /** The same values in memory of their own, where names refer to these. */
  public Tensor owned() {
    return window() == null && !isBorrowed ? this : copy();
  }

  /** How often the values have been overwritten, as PyTorch's {@code _version}. */
  public int version() {
    return storage.version();
  }

  /** The same values without the graph behind them. */
  public Tensor detach() {
    Tensor detached = new Tensor(shape, dtype, storage, null);
    MutableTensor.Window seen = window();
    if (seen != null) {
      detached.window = new MutableTensor.Window(seen.base(), seen.lattice(), true);
    }
    detached.isBorrowed = isBorrowed;
    return detached;
  }

  /**
   * Overwrites the values, in PyTorch {@code copy_}.
   *
   * @throws IllegalStateException for a leaf that requires a gradient, outside of {@link #noGrad}
   */
  public void assign(Tensor source) {
    if (!source.shape.equals(shape)) {
      throw new ShapeException("the shape " + source.shape + " cannot be assigned to " + shape);
    }
    overwriting();
    rewrite(source);
  }

  /**
   * Says that these values make room for others, in what is computed from now on: a gradient rule
   * that still needs the ones of before is refused. Somebody who reads them from now on may have
   * them.
   *
   * @throws IllegalStateException for a leaf that requires a gradient, outside of {@link #noGrad}
   */
  public void overwriting() {
    Tensor whole = node == null ? this : node.viewed(this);
    if (Execution.isGradEnabled() && whole.isLeaf() && whole.requiresGrad) {
      throw new IllegalStateException(
          (whole == this ? "a leaf" : "a view of a leaf")
              + " Variable that requires grad is being used in an in-place operation.");
    }
    storage.overwritten();
  }

  /**
   * Counts on from the values that these take the place of, where they have just been made.
   *
   * @param gradFn PyTorch's name of what made these; null for the operation's own
   */
  public void takingThePlaceOf(Tensor other, @Nullable String gradFn) {
    if (node != null && !node.isView()) {
      storage.countFrom(other.storage.version());
    }
    other.storage.replacedBy(gradFn == null ? gradFn() : gradFn);
  }

  /** The second part of {@link #assign}, after {@link #overwriting}. */
  public void rewrite(Tensor source) {
    if (source.storage == storage) {
      return;
    }
    Execution.perform(
        new Instruction(new Assign(), new Tensor[] {source.to(dtype)}, this, Execution.place()));
  }

  /** Stands for this input of a gradient rule, which may need its shape, but not its values. */
  Tensor lostInput(int expected, int version) {
    MutableTensor.Window seen = window();
    String maker =
        seen == null || seen.base().is(name) ? storage.replacedBy() : "AsStridedBackward0";
    return lost(expected, version, maker == null ? gradFn() : maker);
  }

  /** As {@link #lostInput}, for the output of the operation whose gradient it is. */
  Tensor lostOutput(int expected, int version) {
    return lost(expected, version, gradFn());
  }

  private Tensor lost(int expected, int version, @Nullable String maker) {
    String reason =
        "one of the variables needed for gradient computation has been modified by an inplace"
            + " operation: [torch.FloatTensor "
            + shape
            + (maker == null
                ? "]"
                : "], which is output 0 of "
                    + maker
                        .replace("CopySlices", "torch::autograd::CopySlices")
                        .replace("Backward0", "")
                        .replace("Backward", "")
                    + ",")
            + " is at version "
            + version
            + "; expected version "
            + expected
            + " instead.";
    return new Tensor(shape, dtype, Storage.lost(shape.numel(), reason), null);
  }

  /** Whether this stands for values that are not to be had any more. */
  boolean isLost() {
    return storage.isLost();
  }

  /** Overwrites every value with one plain number, at once, even while something is recorded. */
  public void fill(float value) {
    if (storage.isPending()) {
      storage.allocate();
    }
    switch (dtype.held()) {
      case FLOATS -> Arrays.fill(storage.array(), 0, length(), value);
      case WHOLES -> Arrays.fill(storage.wholes(), 0, length(), Cast.whole(value));
      case DOUBLES -> Arrays.fill(storage.doubles(), 0, length(), value);
    }
  }

  /** As {@link #fill(float...)}, with whole numbers. */
  public void fillWhole(long... values) {
    if (values.length != numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + numel() + " elements, got " + values.length);
    }
    if (storage.isPending()) {
      storage.allocate();
    }
    System.arraycopy(values, 0, storage.wholes(), 0, values.length);
  }

  /** Overwrites the values with plain numbers, at once, even while something is recorded. */
  public void fill(float... values) {
    if (values.length != numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + numel() + " elements, got " + values.length);
    }
    if (storage.isPending()) {
      storage.allocate();
    }
    System.arraycopy(values, 0, storage.array(), 0, values.length);
  }

  /**
   * Gives a {@link #placeholder} its values, at once.
   *
   * @param values become the tensor's own and are not copied
   */
  public void own(float[] values) {
    if (values.length != numel()) {
      throw new ShapeException(
          "the shape " + shape + " has " + numel() + " elements, got " + values.length);
    }
    storage.allocate(values);
  }

  /** Overwrites the values with those of a tensor of the same shape, at once. */
  public void fill(Tensor values) {
    if (!values.shape.equals(shape)) {
      throw new ShapeException(
          "the shape is " + shape + ", got values of the shape " + values.shape);
    }
    if (storage.isPending()) {
      storage.allocate();
    }
    if (values.dtype.held() == dtype.held()) {
      values.storage.copy(0, storage, 0, length());
    } else {
      for (int i = 0; i < length(); i++) {
        if (values.dtype.isWhole()) {
          storage.put(i, values.storage.whole(i));
        } else {
          storage.put(i, values.storage.number(i));
        }
      }
    }
  }

  // Element by element

  public Tensor add(Tensor other) {
    boolean areBools = dtype == DType.BOOL && other.dtype == DType.BOOL;
    return areBools ? or(other) : apply(new Binary.Add(), this, other);
  }

  public Tensor add(double other) {
    return apply(new Pointwise.Shift(other), this);
  }

  public Tensor sub(Tensor other) {
    return apply(new Binary.Sub(), this, other);
  }

  public Tensor sub(double other) {
    return add(-other);
  }

  public Tensor mul(Tensor other) {
    return apply(new Binary.Mul(), this, other);
  }

  /** This where another is positive, and 0 where that is 0, whatever was there. */
  Tensor gate(Tensor other) {
    return apply(new Binary.Gate(), this, other);
  }

  public Tensor mul(double other) {
    return apply(new Pointwise.Scale(other), this);
  }

  public Tensor div(Tensor other) {
    return apply(new Binary.Div(), this, other);
  }

  public Tensor div(double other) {
    return div(dtype == DType.FLOAT64 ? scalar(other, dtype) : scalar((float) other));
  }

  /** {@code this + weight (end - this)}. */
  public Tensor lerp(Tensor end, Tensor weight) {
    return apply(new Weighted.Lerp(weight.numel() == 1), this, end, weight);
  }

  /** {@code this + value tensor1 tensor2}, the value a single one without a gradient. */
  public Tensor addcmul(Tensor tensor1, Tensor tensor2, Tensor value) {
    return apply(new Weighted.Addcmul(), this, tensor1, tensor2, single(value));
  }

  /** {@code this + value tensor1 / tensor2}, the value a single one without a gradient. */
  public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Tensor value) {
    return apply(new Weighted.Addcdiv(), this, tensor1, tensor2, single(value));
  }

  private static Tensor single(Tensor value) {
    if (value.dim() != 0) {
      throw new ShapeException("the value has to be a single number, got the shape " + value.shape);
    }
    return value;
  }

  public Tensor pow(double exponent) {
    return apply(exponent == 2 ? new Pointwise.Square() : new Pointwise.Pow(exponent), this);
  }

  public Tensor pow(Tensor exponent) {
    return apply(new Pairwise.Pow(), this, exponent);
  }

  public Tensor square() {
    return dtype.isWhole() ? mul(this) : pow(2);
  }

  public Tensor reciprocal() {
    return apply(new Pointwise.Reciprocal(), this);
  }

  public Tensor rsqrt() {
    return sqrt().reciprocal();
  }

  /** What is left after division by whole multiples; it has the sign of the divisor. */
  public Tensor remainder(Tensor divisor) {
    return apply(new Pairwise.Remainder(), this, divisor);
  }

  /** What is left after division by whole multiples; it has the sign of this. */
  public Tensor fmod(Tensor divisor) {
    return apply(new Pairwise.Fmod(), this, divisor);
  }

  public Tensor floorDivide(Tensor divisor) {
    return apply(new Pairwise.FloorDivide(), this, divisor);
  }

  /** As {@link #floorDivide}, cut off towards 0. */
  public Tensor truncDivide(Tensor divisor) {
    return apply(new Pairwise.TruncDivide(), this, divisor);
  }

  /** The bits that both have; of bools, whether both are. */
  public Tensor and(Tensor other) {
    return apply(new Binary.And(), this, other);
  }

  /** The bits that one has at least. */
  public Tensor or(Tensor other) {
    return apply(new Binary.Or(), this, other);
  }

  /** The bits that only one has. */
  public Tensor xor(Tensor other) {
    return apply(new Binary.Xor(), this, other);
  }

  /** Bits moved up, which doubles as often. */
  public Tensor shiftUp(Tensor places) {
    return apply(new Pairwise.Shift(false), this, places);
  }

  /** Bits moved down, which halves as often. */
  public Tensor shiftDown(Tensor places) {
    return apply(new Pairwise.Shift(true), this, places);
  }

  public Tensor atan2(Tensor other) {
    return apply(new Pairwise.Atan2(), this, other);
  }

  /** {@code this log(other)}, and 0 where this is 0. */
  public Tensor xlogy(Tensor other) {
    return apply(new Pairwise.Xlogy(), this, other);
  }

  public Tensor neg() {
    return apply(new Pointwise.Neg(), this);
  }

  public Tensor exp() {
    return apply(new Transcendental.Exp(), this);
  }

  public Tensor expm1() {
    return apply(new Transcendental.Expm1(), this);
  }

  public Tensor log() {
    return apply(new Transcendental.Log(), this);
  }

  public Tensor log1p() {
    return apply(new Transcendental.Log1p(), this);
  }

  public Tensor sqrt() {
    return apply(new Pointwise.Sqrt(), this);
  }

  public Tensor abs() {
    return apply(new Pointwise.Abs(), this);
  }

  public Tensor sign() {
    return apply(new Pointwise.Sign(), this);
  }

  public Tensor floor() {
    return apply(new Rounding.Floor(), this);
  }

  public Tensor ceil() {
    return apply(new Rounding.Ceil(), this);
  }

  /** Rounded to the nearest whole number, a half to the even one. */
  public Tensor round() {
    return apply(new Rounding.Round(), this);
  }

  public Tensor trunc() {
    return apply(new Rounding.Trunc(), this);
  }

  public Tensor sin() {
    return apply(new Curve.Sin(), this);
  }

  public Tensor cos() {
    return apply(new Curve.Cos(), this);
  }

  public Tensor tan() {
    return apply(new Curve.Tan(), this);
  }

  public Tensor asin() {
    return apply(new Curve.Asin(), this);
  }

  public Tensor acos() {
    return apply(new Curve.Acos(), this);
  }

  public Tensor atan() {
    return apply(new Curve.Atan(), this);
  }

  public Tensor sinh() {
    return apply(new Curve.Sinh(), this);
  }

  public Tensor cosh() {
    return apply(new Curve.Cosh(), this);
  }

  public Tensor tanh() {
    return apply(new Transcendental.Tanh(), this);
  }

  public Tensor sigmoid() {
    return apply(new Transcendental.Sigmoid(), this);
  }

  public Tensor logSigmoid() {
    return apply(new Transcendental.LogSigmoid(), this);
  }

  public Tensor erf() {
    return apply(new Transcendental.Erf(), this);
  }

  /** The inverse of {@link #erf}. */
  public Tensor erfinv() {
    return apply(new Transcendental.ErfInv(), this);
  }

  public Tensor relu() {
    return apply(new Pointwise.Relu(), this);
  }

  /** Kept between two bounds, either of which may be null. */
  public Tensor clamp(@Nullable Double min, @Nullable Double max) {
    return apply(new Clamp(min, max), this);
  }

  public Tensor maximum(Tensor other) {
    return apply(new Binary.Maximum(), this, other);
  }

  public Tensor minimum(Tensor other) {
    return apply(new Binary.Minimum(), this, other);
  }

  /** 1 where this is greater, else 0; likewise the other comparisons. */
  public Tensor gt(Tensor other) {
    return apply(new Comparison.Gt(), this, other);
  }

  public Tensor ge(Tensor other) {
    return apply(new Comparison.Ge(), this, other);
  }

  public Tensor lt(Tensor other) {
    return other.gt(this);
  }

  public Tensor le(Tensor other) {
    return other.ge(this);
  }

  public Tensor eq(Tensor other) {
    return apply(new Comparison.Eq(), this, other);
  }

  public Tensor ne(Tensor other) {
    return eq(other).logicalNot();
  }

  /** 1 where this is 0, else 0. */
  public Tensor logicalNot() {
    return eq(dtype.isWhole() ? whole(0) : scalar(0));
  }

  /** 1 where this is no number, else 0. */
  public Tensor isnan() {
    return ne(this);
  }

  /** 1 where this is neither infinite nor no number, else 0. */
  public Tensor isfinite() {
    return dtype.isFloatingPoint() ? sub(this).eq(scalar(0)) : eq(this);
  }

  /** This, but another value where the mask is not 0. */
  public Tensor maskedFill(Tensor mask, Tensor value) {
    return where(mask, value, this);
  }

  /** The one where the condition is not 0, elsewhere the other. */
  public static Tensor where(Tensor condition, Tensor one, Tensor other) {
    return apply(new Where(), condition, one, other);
  }

  /**
   * The binary cross entropy of each of these probabilities, in PyTorch {@code
   * F.binary_cross_entropy}.
   */
  public Tensor binaryCrossEntropy(Tensor target) {
    return apply(new BinaryCrossEntropy(), this, target);
  }

  // Over dimensions

  /** The sum of all elements, as a scalar. */
  public Tensor sum() {
    return reshape(Shape.of(Math.toIntExact(numel()))).sum(0, false);
  }

  public Tensor sum(int dim, boolean keepdim) {
    return squeezed(apply(new Reduction.Sum(dim), this), dim, keepdim);
  }

  /** The mean of all elements, as a scalar. */
  public Tensor mean() {
    return sum().div((double) numel());
  }

  public Tensor mean(int dim, boolean keepdim) {
    return sum(dim, keepdim).div(size(dim));
  }

  /** The largest element along a dimension. */
  public Tensor amax(int dim, boolean keepdim) {
    return squeezed(apply(new Reduction.Amax(dim), this), dim, keepdim);
  }

  public Tensor prod(int dim, boolean keepdim) {
    return squeezed(apply(new Reduction.Prod(dim), this), dim, keepdim);
  }

  /** The place of the first of the largest elements along a dimension. */
  public Tensor argmax(int dim, boolean keepdim) {
    return squeezed(apply(new Ordering.Argmax(dim), this), dim, keepdim);
  }

  /** The places of the elements along a dimension in order; equal ones keep theirs. */
  public Tensor argsort(int dim, boolean descending) {
    return apply(new Ordering.Argsort(dim, descending), this);
  }

  public Tensor cumsum(int dim) {
    return apply(new Scan.Cumsum(dim), this);
  }

  public Tensor cumprod(int dim) {
    return apply(new Scan.Cumprod(dim), this);
  }

  private Tensor squeezed(Tensor reduced, int dim, boolean keepdim) {
    return keepdim ? reduced : reduced.reshape(shape.without(dim));
  }

  /** {@code e^x} along a dimension, divided by its sum. */
  public Tensor softmax(int dim) {
    return logSoftmax(dim).exp();
  }

  /** The logarithm of {@link #softmax}, without overflow. */
  public Tensor logSoftmax(int dim) {
    return apply(new LogSoftmax(shape.normalized(dim)), this);
  }

  /**
   * Adds up what broadcasting to this shape repeated, so that a shape is left that was broadcast to
   * it.
   */
  Tensor sumTo(Shape target) {
    Tensor summed = this;
    while (summed.dim() > target.rank()) {
      summed = summed.sum(0, false);
    }
    for (int dim = 0; dim < target.rank(); dim++) {
      if (target.size(dim) == 1 && summed.size(dim) != 1) {
        summed = summed.sum(dim, true);
      }
    }
    return summed.shape.equals(target) ? summed : summed.expand(target);
  }

  // Moving and picking

  /**
   * The same elements in another shape.
   *
   * @throws ShapeException when it has another number of elements
   */
  public Tensor reshape(Shape other) {
    return other.equals(shape) ? this : apply(new Movement.View(other), this);
  }

  /** All dimensions between two, both included, made into one. */
  public Tensor flatten(int startDim, int endDim) {
    return reshape(shape.flattened(startDim, endDim));
  }

  public Tensor transpose(int dim0, int dim1) {
    return dtype.held() != DType.Held.FLOATS
        ? Arrangement.swapped(this, dim0, dim1)
        : apply(new Movement.Transpose(dim0, dim1), this);
  }

  /** The transpose of a matrix. */
  public Tensor t() {
    return dim() < 2 ? this : transpose(0, 1);
  }

  /** A part of a dimension: so many elements from a place on. */
  public Tensor narrow(int dim, int start, int length) {
    return apply(new Narrow(dim, start, length), this);
  }

  /**
   * A part of a dimension in steps: the elements from a place on, each a step behind the one
   * before, up to another place, which itself is not among them.
   */
  public Tensor slice(int dim, int start, int end, int step) {
    return Arrangement.slice(this, dim, start, end, step);
  }

  /** The dimensions in another order. */
  public Tensor permute(int... dims) {
    return Arrangement.permute(this, dims);
  }

  /** The elements along dimensions in the opposite order. */
  public Tensor flip(int... dims) {
    return Arrangement.flip(this, dims);
  }

  /** A dimension of size 1 put in. */
  public Tensor unsqueeze(int dim) {
    return reshape(shape.inserted(dim));
  }

  /** A dimension taken out, if its size is 1. */
  public Tensor squeeze(int dim) {
    return dim() == 0 || size(dim) != 1 ? this : reshape(shape.without(dim));
  }

  public Tensor expand(Shape larger) {
    return apply(new Expand(larger), this);
  }

  /**
   * Rows by their numbers. The array is read when the operation runs: in a program, anew in each
   * run.
   */
  public Tensor indexSelect(int[] rows) {
    return apply(new Selection.IndexSelect(rows), this);
  }

  /** Along a dimension, the elements whose numbers an index of the same rank holds. */
  public Tensor gather(int dim, Tensor index) {
    return apply(new Selection.Gather(dim), this, index);
  }

  /** Class numbers as rows with a single 1; in PyTorch {@code one_hot}. */
  public Tensor oneHot(int classes) {
    return apply(new Selection.OneHot(classes), this);
  }

  // Matrices

  /**
   * The product of two matrices, of a matrix and a vector, of two vectors, or of stacks of matrices
   * in the leading dimensions, which are broadcast.
   */
  public Tensor matmul(Tensor other) {
    return LinearAlgebra.matmul(this, other);
  }

  /**
   * {@code x Wᵀ + b} over the last dimension, for a weight of shape [out, in]; in PyTorch {@code
   * F.linear}.
   */
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return LinearAlgebra.linear(this, weight, bias);
  }

  /** The product of two matrices, either of which may be read as its transpose. */
  Tensor product(Tensor other, boolean transposeThis, boolean transposeOther) {
    return apply(new Product(transposeThis, transposeOther), this, other);
  }

  /** The products of matrices that stand side by side, either of which may be read transposed. */
  Tensor batchedProduct(Tensor other, boolean transposeThis, boolean transposeOther) {
    return apply(new BatchedProduct(transposeThis, transposeOther), this, other);
  }

  // Images

  /**
   * The convolution of images [N, C, H, W], in PyTorch {@code conv2d}.
   *
   * @param weight [O, C / groups, kernel rows, kernel columns]
   * @param bias [O]; null for none
   * @param rows how the kernel moves down
   * @param columns how the kernel moves across
   * @param mode what the padding holds
   * @param groups into so many groups channels and outputs are divided, which see nothing of each
   *     other
   * @return [N, O, places down, places across]
   */
  public Tensor conv2d(
      Tensor weight,
      @Nullable Tensor bias,
      Sliding rows,
      Sliding columns,
      PaddingMode mode,
      int groups) {
    return Images.conv2d(this, weight, bias, rows, columns, mode, groups);
  }

  /**
   * The transposed convolution of images [N, C, H, W], in PyTorch {@code conv_transpose2d}: each
   * element adds a multiple of the kernel to what its window sees.
   *
   * @param weight [C, O / groups, kernel rows, kernel columns]
   * @param bias [O]; null for none
   * @param rows how the kernel moves down the output
   * @param columns how the kernel moves across the output
   * @param extraRows how many rows the output has at its end beyond the last place of the kernel
   * @param extraColumns likewise of columns
   * @param groups into so many groups channels and outputs are divided, which see nothing of each
   *     other
   * @return [N, O, rows, columns]
   */
  public Tensor convTranspose2d(
      Tensor weight,
      @Nullable Tensor bias,
      Sliding rows,
      Sliding columns,
      int extraRows,
      int extraColumns,
      int groups) {
    return Images.convTranspose2d(
        this, weight, bias, rows, columns, extraRows, extraColumns, groups);
  }

  /**
   * A dimension made longer or shorter, in PyTorch {@code interpolate}.
   *
   * @param count how many elements it gets
   * @param step how far these are apart, in elements of now
   * @param alignCorners whether the first and the last element stay where they are
   */
  public Tensor interpolate(
      int dim, int count, double step, Interpolation way, boolean alignCorners) {
    return Images.interpolate(this, dim, count, step, way, alignCorners);
  }

  /**
   * The largest element that a window sees at each place, over the last two dimensions.
   *
   * @param ceil whether a last window that only partly fits counts
   */
  public Tensor maxPool2d(Sliding rows, Sliding columns, boolean ceil) {
    return Images.pooled(this, MaxPool.sliding(rows, columns, ceil));
  }

  /**
   * The mean of what a window sees at each place, over the last two dimensions.
   *
   * @param ceil whether a last window that only partly fits counts
   * @param countPadding whether padding counts as zeros, or not at all
   * @param divisor divides each sum instead of the number of elements; null for that number
   */
  public Tensor avgPool2d(
      Sliding rows,
      Sliding columns,
      boolean ceil,
      boolean countPadding,
      @Nullable Integer divisor) {
    return Images.pooled(this, AveragePool.sliding(rows, columns, ceil, countPadding, divisor));
  }

  /** The means of so many parts of the last two dimensions. */
  public Tensor adaptiveAvgPool2d(int down, int across) {
    return Images.pooled(this, AveragePool.adaptive(down, across));
  }

  /** The largest elements of so many parts of the last two dimensions. */
  public Tensor adaptiveMaxPool2d(int down, int across) {
    return Images.pooled(this, MaxPool.adaptive(down, across));
  }

  // Statistics and tables

  /**
   * The mean and the variance (over all elements, not one less) of each channel of [outer,
   * channels, inner], as [2, channels]; no gradient flows through them.
   */
  public Tensor moments() {
    return apply(new Moments(), this);
  }

  /**
   * For each channel of [outer, channels, inner], {@code (x - mean) / sqrt(variance + eps)} with
   * its own {@link #moments}, through which the gradient flows too.
   */
  public Tensor standardize(Tensor moments, double eps) {
    return apply(new Standardize(eps), this, moments);
  }

  /**
   * The rows of this table [rows, width] by their numbers [*]: [*, width], in PyTorch {@code
   * embedding}.
   *
   * @param paddingRow a row that gets no gradient; null for none
   * @param byFrequency whether the gradient of a row is divided by how often it is looked up
   */
  public Tensor lookup(Tensor numbers, @Nullable Integer paddingRow, boolean byFrequency) {
    return apply(new Lookup(paddingRow, byFrequency), this, numbers);
  }

  /**
   * This table [rows, width], where rows of these numbers are shortened to a norm.
   *
   * @param order of the norm: 2 for the root of the sum of the squares
   */
  public Tensor renorm(Tensor numbers, double limit, double order) {
    return apply(new Lookup.Renorm(limit, order), this, numbers);
  }

  @Override
  public String toString() {
    String values = storage.isPending() ? "no values yet" : Arrays.toString(toArray());
    return String.format(Locale.ROOT, "Tensor%s(%s)", shape, values);
  }
}
