package io.trainyard.script.torch;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.nn.Module;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.nn.functional}: what layers and losses compute, as functions. Where there is a class
 * for it the class does it, so that there is one formula for both.
 */
final class LayerFunctions {

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
    functions.addActivations();
    functions.addLosses();
    WindowFunctions.addTo(functions, functions.table);
    WeightFunctions.addTo(functions, functions.table);
    for (String shared : List.of("cosine_similarity", "pairwise_distance")) {
      Object function = torch.functions().get(shared);
      if (function != null) {
        functions.table.constant(shared, function);
      }
    }
    return functions.table;
  }

  private void addActivations() {
    layer("ReLU", "relu(input, inplace=False)");
    layer("ReLU6", "relu6(input, inplace=False)");
    layer("LeakyReLU", "leaky_relu(input, negative_slope=0.01, inplace=False)");
    layer("ELU", "elu(input, alpha=1.0, inplace=False)");
    layer("SELU", "selu(input, inplace=False)");
    layer("CELU", "celu(input, alpha=1.0, inplace=False)");
    layer("GELU", "gelu(input, approximate='none')");
    layer("SiLU", "silu(input, inplace=False)");
    layer("Mish", "mish(input, inplace=False)");
    layer("Softplus", "softplus(input, beta=1.0, threshold=20.0)");
    layer("Softsign", "softsign(input)");
    layer("Softshrink", "softshrink(input, lambd=0.5)");
    layer("Hardshrink", "hardshrink(input, lambd=0.5)");
    layer("Tanhshrink", "tanhshrink(input)");
    layer("Hardtanh", "hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)");
    layer("Hardsigmoid", "hardsigmoid(input, inplace=False)");
    layer("Hardswish", "hardswish(input, inplace=False)");
    layer("LogSigmoid", "logsigmoid(input)");
    layer("Sigmoid", "sigmoid(input)");
    layer("Tanh", "tanh(input)");
    layer("Threshold", "threshold(input, threshold, value, inplace=False)");
    layer("GLU", "glu(input, dim=-1)");
    layer("Softmax", "softmax(input, dim=None, dtype=None)");
    layer("LogSoftmax", "log_softmax(input, dim=None, dtype=None)");
    layer("Softmin", "softmin(input, dim=None, dtype=None)");
    training(
        "RReLU",
        "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)");
    training("Dropout", "dropout(input, p=0.5, training=True, inplace=False)");
    training("Dropout1d", "dropout1d(input, p=0.5, training=True, inplace=False)");
    training("Dropout2d", "dropout2d(input, p=0.5, training=True, inplace=False)");
    training("AlphaDropout", "alpha_dropout(input, p=0.5, training=False, inplace=False)");
    changing("ReLU", "relu_(input)");
    changing("LeakyReLU", "leaky_relu_(input, negative_slope=0.01)");
    changing("ELU", "elu_(input, alpha=1.0)");
    changing("SELU", "selu_(input)");
    changing("CELU", "celu_(input, alpha=1.0)");
    changing("Hardtanh", "hardtanh_(input, min_val=-1.0, max_val=1.0)");
    changing("Threshold", "threshold_(input, threshold, value)");
    changing("RReLU", "rrelu_(input, lower=0.125, upper=0.3333333333333333, training=False)");
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
    loss("MSELoss", "mse_loss(input, target, size_average=None, reduce=None, reduction='mean')");
    loss("L1Loss", "l1_loss(input, target, size_average=None, reduce=None, reduction='mean')");
    loss(
        "SmoothL1Loss",
        "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)");
    loss("HuberLoss", "huber_loss(input, target, reduction='mean', delta=1.0)");
    loss(
        "CrossEntropyLoss",
        "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100,"
            + " reduce=None, reduction='mean', label_smoothing=0.0)");
    loss(
        "NLLLoss",
        "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,"
            + " reduction='mean')");
    loss(
        "BCELoss",
        "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None,"
            + " reduction='mean')");
    loss(
        "BCEWithLogitsLoss",
        "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None,"
            + " reduce=None, reduction='mean', pos_weight=None)");
    loss(
        "KLDivLoss",
        "kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)");
    loss(
        "PoissonNLLLoss",
        "poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08,"
            + " reduce=None, reduction='mean')");
    loss(
        "SoftMarginLoss",
        "soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')");
    loss(
        "HingeEmbeddingLoss",
        "hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None,"
            + " reduction='mean')");
    loss(
        "MultiMarginLoss",
        "multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None,"
            + " reduce=None, reduction='mean')");
    loss(
        "MultiLabelSoftMarginLoss",
        "multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None,"
            + " reduction='mean')");
  }

  /** Declares a function that does what a layer does. */
  void layer(String type, String signature) {
    table.function(
        signature,
        a -> {
          Module module = made(type, arguments(a), a);
          return placed(a, () -> applied(type, module, a));
        });
  }

  /** Declares a function that does what a layer does in the place of the input. */
  private void changing(String type, String signature) {
    table.function(
        signature,
        a -> {
          Module module = made(type, arguments(a), a);
          if (a.has("training") && !a.bool("training")) {
            module.eval();
          }
          return inPlace(a, () -> applied(type, module, a));
        });
  }

  /** A result, in the place of the input where the text wants that. */
  private static TensorValue placed(Arguments a, Supplier<TensorValue> result) {
    return a.has("inplace") && a.bool("inplace") ? inPlace(a, result) : result.get();
  }

  private static TensorValue inPlace(Arguments a, Supplier<TensorValue> result) {
    return InPlace.change(
        a.value("input"),
        () -> {
          TensorValue made = result.get();
          String name = made.gradFn();
          return new TensorValue(made.tensor(), name == null ? null : GradNames.inPlace(name));
        },
        a.session(),
        a.call().position());
  }

  /** Declares a function of images that takes a single one too. */
  void window(String type, String signature, int dims) {
    table.function(
        signature,
        a -> {
          Module module = made(type, arguments(a), a);
          Tensor x = a.tensor("input");
          if (x.dim() != dims - 1) {
            return applied(type, module, a);
          }
          return a.named(
              type.endsWith("1d") ? "SqueezeBackward1" : GradNames.ofLayer(type, dims, true),
              module.forward(x.unsqueeze(0)).squeeze(0),
              DType.FLOAT32);
        });
  }

  private static TensorValue applied(String type, Module module, Arguments a) {
    Tensor x = a.tensor("input");
    String name = GradNames.ofLayer(type, x.dim(), true);
    Tensor y = module.forward(x);
    return a.named(name, y, y.dtype());
  }

  /** A layer that does something else while it is trained. */
  private void training(String type, String signature) {
    table.function(
        signature,
        a -> {
          Module module = made(type, arguments(a), a);
          if (!a.bool("training")) {
            module.eval();
          }
          boolean keepsAll = !a.bool("training") || (a.has("p") && a.number("p") == 0);
          return keepsAll && a.has("p")
              ? a.value("input")
              : placed(a, () -> applied(type, module, a));
        });
  }

  private void loss(String type, String signature) {
    table.function(
        signature,
        a -> {
          Map<String, Object> arguments = arguments(a);
          arguments.remove("target");
          Faults faults = new Faults();
          Recipe<? extends Loss> recipe = losses.read(tree(type, arguments), faults);
          Loss loss = ready(recipe, faults, a).create();
          TargetTypes.require(loss, a.value("input"), a.value("target"), a.call().position());
          boolean plain =
              a.value("target").dtype() == DType.INT64
                  && !(arguments.get("label_smoothing") instanceof Double share && share > 0);
          return a.named(
              GradNames.ofLoss(type, a.text("reduction"), plain),
              loss.forward(a.tensor("input"), a.tensor("target")),
              DType.FLOAT32);
        });
  }

  /** The arguments without the input, and without those that mean nothing here. */
  private static Map<String, Object> arguments(Arguments a) {
    Map<String, Object> arguments = new LinkedHashMap<>(a.all());
    for (String name : List.of("input", "inplace", "training", "size_average", "reduce", "dtype")) {
      arguments.remove(name);
    }
    return arguments;
  }

  /** A layer of a type, made anew. */
  Layer made(String type, Map<String, Object> arguments, Arguments a) {
    Faults faults = new Faults();
    Recipe<? extends Layer> recipe = layers.read(tree(type, arguments), faults);
    return ready(recipe, faults, a).create(a.session().generator());
  }

  private static <T> Recipe<? extends T> ready(
      @Nullable Recipe<? extends T> recipe, Faults faults, Arguments a) {
    for (Fault fault : faults.list()) {
      throw a.error(
          ErrorKind.TYPE_ERROR,
          fault.pointer().replaceFirst("^/", "argument '").replaceFirst("$", "' ")
              + fault.detail());
    }
    return java.util.Objects.requireNonNull(recipe);
  }

  /** The arguments as a request would write them. */
  private static Map<String, @Nullable Object> tree(String type, Map<String, Object> arguments) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
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
