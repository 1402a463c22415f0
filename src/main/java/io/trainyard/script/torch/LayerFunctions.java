package io.trainyard.script.torch;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.script.interpreter.Binder;
import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.nn.functional}: what layers and losses compute, as functions. Where there is a class
 * for it the class does it, so that there is one formula for both.
 */
public final class LayerFunctions {

  private static final String INPUT = "input";
  private static final String IN_PLACE = "inplace";

  private final Catalog<Layer> layers = Catalog.of(Layer.class);
  private final Catalog<Loss> losses = Catalog.of(Loss.class);
  private final Table table = new Table();

  private LayerFunctions() {}

  /**
   * The functions.
   *
   * @param torch those of {@code torch}, some of which are here too
   */
  static Table functions(Table torch) {
    var functions = new LayerFunctions();
    functions.addLayers();
    functions.addLosses();
    WindowFunctions.addTo(functions.table);
    WeightFunctions.addTo(functions.table);
    NormFunctions.addTo(functions, functions.table);
    for (String shared : List.of("cosine_similarity", "pairwise_distance")) {
      Object function = torch.functions().get(shared);
      if (function != null) {
        functions.table.constant(shared, function);
      }
    }
    return functions.table;
  }

  private void addLayers() {
    for (Signature<? extends Layer> layer : layers.signatures()) {
      Functional function = layer.type().getAnnotation(Functional.class);
      if (function == null) {
        continue;
      }
      table.function(
          new Function(binder(function, layer, List.of(INPUT), false), a -> layer(layer, a)));
      if (function.changing()) {
        table.function(
            new Function(
                binder(function, layer, List.of(INPUT), true), a -> inPlace(a, made(layer, a))));
      }
    }
    table.function(
        "prelu(input, weight) -> PreluKernelBackward0",
        a -> {
          Tensor x = a.tensor("input");
          Tensor slope = a.tensor("weight");
          int[] column = new int[Math.max(1, x.dim() - 1)];
          java.util.Arrays.fill(column, 1);
          column[0] = (int) slope.numel();
          Tensor scaled =
              x.mul(
                  slope.numel() == 1 ? slope.reshape(Shape.of()) : slope.reshape(Shape.of(column)));
          return Tensor.where(x.gt(Tensor.scalar(0)), x, scaled);
        });
  }

  private void addLosses() {
    for (Signature<? extends Loss> loss : losses.signatures()) {
      Functional function = loss.type().getAnnotation(Functional.class);
      if (function != null) {
        table.function(
            new Function(
                binder(function, loss, List.of(INPUT, "target"), false), a -> loss(loss, a)));
      }
    }
  }

  /**
   * The parameters of a function which does what an object of a class does.
   *
   * @param inputs what the object is called with
   * @param isChanging whether it is the one that changes its input
   */
  static Binder binder(
      Functional function, Signature<?> constructor, List<String> inputs, boolean isChanging) {
    List<Binder.Slot> slots = new ArrayList<>();
    inputs.forEach(input -> slots.add(new Binder.Slot(input, Kind.PLAIN, null)));
    for (Parameter argument : constructor.parameters()) {
      argument.preceded().forEach(name -> slots.add(new Binder.Slot(name, Kind.PLAIN, None.NONE)));
      slots.add(new Binder.Slot(argument.name(), Kind.PLAIN, standard(argument)));
    }
    int inplace = slots.size();
    if (slots.getLast().name().equals(IN_PLACE)) {
      inplace--;
      if (isChanging) {
        slots.removeLast();
      }
    }
    slots.addAll(inplace, Binder.of("also(" + function.also() + ")").slots());
    return new Binder(function.value() + (isChanging ? "_" : ""), slots);
  }

  private static @Nullable Object standard(Parameter argument) {
    Object tree = argument.defaultTree();
    if (tree == null) {
      return argument.optional() ? None.NONE : null;
    }
    return tree instanceof Integer whole ? (Object) whole.longValue() : tree;
  }

  private static TensorValue layer(Signature<? extends Layer> signature, Arguments a) {
    refuse(a, "return_indices", "the places of the largest elements are not kept");
    refuse(a, "antialias", "what is made smaller is not smoothed before");
    Layer layer = made(signature, a);
    if (!layer.isTraining() && a.has("p")) {
      return a.value(INPUT); // a dropout that drops nothing
    }
    return a.has(IN_PLACE) && a.bool(IN_PLACE) ? inPlace(a, layer) : applied(layer, a, false);
  }

  /** Refuses what is asked for by an argument that would have to be true. */
  private static void refuse(Arguments a, String argument, String why) {
    if (a.has(argument) && a.bool(argument)) {
      throw a.error(
          ErrorKind.UNSUPPORTED,
          "%s(): %s=True is not there: %s".formatted(a.function(), argument, why));
    }
  }

  private static Layer made(Signature<? extends Layer> signature, Arguments a) {
    Map<String, Object> arguments = own(signature, a);
    arguments.remove(IN_PLACE); // the function itself sees to it
    Layer layer = recipe(signature, arguments, a).create(a.session().generator());
    if (a.has("training") && (!a.bool("training") || (a.has("p") && a.number("p") == 0))) {
      layer.eval();
    }
    return layer;
  }

  private static TensorValue inPlace(Arguments a, Layer layer) {
    return InPlace.change(a.value(INPUT), () -> applied(layer, a, true));
  }

  private static TensorValue applied(Layer layer, Arguments a, boolean inPlace) {
    Tensor x = a.tensor(INPUT);
    Tensor typed = a.has("dtype") ? x.to(a.dtype("dtype", x.dtype())) : x;
    Tensor y = forward(layer, typed);
    return a.named(layer.gradFn(x.dim(), inPlace), y, y.dtype());
  }

  /** What a layer makes of a batch, or of a single example where PyTorch takes one. */
  public static Tensor forward(Layer layer, Tensor x) {
    return isSingle(layer, x) ? layer.forward(x.unsqueeze(0)).squeeze(0) : layer.forward(x);
  }

  private static boolean isSingle(Layer layer, Tensor x) {
    return x.dim() > 0 && x.dim() == layer.batchDims() - 1;
  }

  private static TensorValue loss(Signature<? extends Loss> signature, Arguments a) {
    Map<String, Object> arguments = own(signature, a);
    Map<String, Tensor> weights = weights(arguments);
    Loss loss = recipe(signature, arguments, a).create();
    weights.forEach(loss::weigh);
    TargetTypes.require(loss, a.value(INPUT), a.value("target"), a.call().position());
    return a.named(
        loss.gradFn(a.value("target").dtype() == DType.INT64),
        loss.forward(a.tensor(INPUT), a.tensor("target")),
        DType.FLOAT32);
  }

  /** Takes the tensors out of the arguments of a loss: what it multiplies losses by. */
  public static Map<String, Tensor> weights(Map<String, Object> arguments) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    arguments.forEach((name, value) -> {
      if (name.endsWith("weight") && value instanceof TensorValue tensor) {
        weights.put(name, tensor.tensor());
      }
    });
    arguments.keySet().removeAll(weights.keySet());
    return weights;
  }

  /** The arguments that are the constructor's too. */
  private static Map<String, Object> own(Signature<?> signature, Arguments a) {
    Map<String, Object> arguments = new LinkedHashMap<>(a.all());
    String old =
        DeprecatedReduction.of(arguments.remove("size_average"), arguments.remove("reduce"));
    if (old != null) {
      arguments.put("reduction", old);
    }
    arguments.keySet().retainAll(signature.parameters().stream().map(Parameter::name).toList());
    return arguments;
  }

  /** A layer of a type, made anew. */
  Layer made(Class<? extends Layer> type, Map<String, Object> arguments, Arguments a) {
    return recipe(Signature.of(type), arguments, a).create(a.session().generator());
  }

  private static <T> Recipe<T> recipe(
      Signature<T> signature, Map<String, Object> arguments, Arguments a) {
    Faults faults = new Faults();
    Recipe<T> recipe = signature.read(tree(arguments), faults);
    for (Fault fault : faults.list()) {
      throw a.error(
          ErrorKind.TYPE_ERROR,
          fault.pointer().replaceFirst("^/", "argument '").replaceFirst("$", "' ")
              + fault.detail());
    }
    return java.util.Objects.requireNonNull(recipe);
  }

  /** The arguments as a request would write them. */
  private static Map<String, @Nullable Object> tree(Map<String, Object> arguments) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    arguments.forEach((name, value) -> {
      if (value != None.NONE) {
        tree.put(name, tree(value));
      }
    });
    return tree;
  }

  private static Object tree(Object value) {
    List<Object> items =
        value instanceof TensorValue tensor && tensor.tensor().dim() > 0
            ? TensorMethods.numbers(tensor).items()
            : Scalars.items(value);
    if (items == null) {
      return value instanceof TensorValue tensor ? (double) tensor.tensor().item() : value;
    }
    List<Object> list = new ArrayList<>();
    items.forEach(item -> list.add(tree(item)));
    return list;
  }
}
