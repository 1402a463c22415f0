package io.trainyard.script.torch.nn;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.nn.Module;
import io.trainyard.nn.attention.Transformer;
import io.trainyard.nn.recurrent.Recurrent;
import io.trainyard.nn.sparse.Embedding;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The layers and losses that come with the language, called with the arguments of JSON. */
public final class BuiltInModules {

  private static final Catalog<Layer> LAYERS = Catalog.of(Layer.class);
  private static final Catalog<Loss> LOSSES = Catalog.of(Loss.class);
  private static final Map<String, Object> TYPES = made();

  private BuiltInModules() {}

  /** All of them as types, by name. */
  static Map<String, Object> types() {
    return TYPES;
  }

  private static Map<String, Object> made() {
    Map<String, Object> types = new LinkedHashMap<>();
    LAYERS
        .signatures()
        .forEach(signature ->
            types.put(
                signature.name(),
                new NativeType(
                    module(signature.type()),
                    signature.name(),
                    signature.type()::isInstance,
                    call -> layer(signature, call),
                    base(signature))));
    LOSSES
        .signatures()
        .forEach(signature ->
            types.put(
                signature.name(),
                new NativeType(
                    "torch.nn.modules.loss",
                    signature.name(),
                    signature.type()::isInstance,
                    call -> BuiltInLosses.loss(signature, call),
                    base(signature.name(), call -> BuiltInLosses.loss(signature, call)))));
    return types;
  }

  /** Where PyTorch keeps a layer: by the name of the package, which is PyTorch's but for a few. */
  private static String module(Class<?> layer) {
    String room = layer.getPackageName().replaceFirst(".*\\.", "");
    return "torch.nn.modules."
        + switch (room) {
          case "convolution" -> "conv";
          case "recurrent" -> "rnn";
          case "attention" ->
              layer.getSimpleName().startsWith("Multi") ? "activation" : "transformer";
          case "normalization" ->
              layer.getSimpleName().startsWith("Batch")
                  ? "batchnorm"
                  : layer.getSimpleName().startsWith("Inst") ? "instancenorm" : "normalization";
          default -> room;
        };
  }

  /** What {@code nn.} calls a layer or loss of that class; null when it knows none. */
  static @Nullable Object type(String name) {
    return TYPES.get(name);
  }

  /** What classes of a text derive from that name the layer; null for what is no layer. */
  static @Nullable TypeValue base(String name) {
    return TYPES.get(name) instanceof NativeType type ? type.base() : null;
  }

  private static TypeValue base(Signature<? extends Layer> signature) {
    TypeValue base = base(signature.name(), call -> layer(signature, call));
    if (signature.type() == Transformer.class) {
      String mask = "generate_square_subsequent_mask";
      base.attributes()
          .put(
              mask, new Decorated.Static(new NativeFunction(mask, BuiltInModules::subsequentMask)));
    }
    if (Recurrent.class.isAssignableFrom(signature.type())) {
      // There it only moves weights to where they are read faster.
      base.method("flatten_parameters", call -> None.NONE);
    }
    if (signature.type() == Embedding.class) {
      String ready = "from_pretrained";
      base.attributes()
          .put(ready, new Decorated.Static(new NativeFunction(ready, BuiltInModules::pretrained)));
    }
    return base;
  }

  /** From what a class derives that names a layer or loss. */
  private static TypeValue base(String name, Function<Call, Module> made) {
    return TypeValue.builtIn(name, ModuleClasses.MODULE)
        .method(
            "__init__",
            call -> {
              List<Object> given = call.positional().subList(1, call.positional().size());
              var own = new Call(call.position(), given, call.keywords(), call.session());
              ModuleClasses.own(call).core(made.apply(own), call.session(), call.position());
              return None.NONE;
            })
        .method("forward", BuiltInModules::forward);
  }

  /** An embedding whose rows are given. */
  private static Object pretrained(Call call) {
    var a =
        new Arguments(
            call,
            "from_pretrained",
            "embeddings",
            "freeze?",
            "padding_idx?",
            "max_norm?",
            "norm_type?",
            "scale_grad_by_freq?",
            "sparse?");
    Tensor rows = a.tensor("embeddings").tensor();
    if (rows.dim() != 2) {
      throw call.error(
          ErrorKind.TYPE_ERROR, "Embeddings parameter is expected to be 2-dimensional");
    }
    Map<String, Object> options = new LinkedHashMap<>();
    for (String option : List.of("padding_idx", "max_norm", "norm_type", "scale_grad_by_freq")) {
      if (a.has(option)) {
        options.put(option, a.get(option));
      }
    }
    var sizes = List.<Object>of((long) rows.size(0), (long) rows.size(1));
    var own = new Call(call.position(), sizes, options, call.session());
    Generator generator = call.session().generator();
    Layer layer = generator.aside(() -> layer(Signature.of(Embedding.class), own));
    layer
        .parameters()
        .forEach(weight -> {
          Tensor.noGrad(() -> weight.assign(rows.detach()));
          weight.requiresGrad(!a.flag("freeze", true));
        });
    return layer;
  }

  private static Object forward(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    Module core = self.core();
    if (core == null || !self.isAsItsCore()) {
      throw call.error(
          ErrorKind.UNSUPPORTED,
          self.name()
              + " has other weights than the layer it derives from; write its forward with"
              + " torch.nn.functional");
    }
    core.training(self.isTraining());
    return Language.invoke(
        core,
        new Call(
            call.position(),
            call.positional().subList(1, call.positional().size()),
            call.keywords(),
            call.session()));
  }

  private static Layer layer(Signature<? extends Layer> signature, Call call) {
    Recipe<? extends Layer> recipe = RecipeArguments.recipe(signature, call);
    for (Parameter parameter : signature.parameters()) {
      if (parameter.inferredFrom().isPresent() && recipe.argument(parameter.name()) == null) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            signature.name() + "() misses the argument '" + parameter.name() + "'");
      }
    }
    call.session().step(call.position());
    Generator generator = call.session().generator();
    Map<String, Module> given = given(signature, call);
    Layer layer =
        Tensors.guarded(
            call.position(),
            call.session(),
            () ->
                given.isEmpty()
                    ? recipe.create(generator)
                    : generator.aside(() -> recipe.create(generator))); // it gets copies
    given.forEach((name, module) ->
        Tensors.guarded(
            call.position(),
            call.session(),
            () -> {
              layer.takeOver(name, module);
              return layer;
            }));
    return layer;
  }

  /** The modules among the arguments of a call, by name. */
  private static Map<String, Module> given(Signature<?> signature, Call call) {
    Map<String, Module> modules = new LinkedHashMap<>();
    for (int i = 0; i < call.positional().size(); i++) {
      if (call.positional().get(i) instanceof Module module) {
        modules.put(signature.parameters().get(i).name(), module);
      }
    }
    call.keywords()
        .forEach((name, value) -> {
          if (value instanceof Module module) {
            modules.put(name, module);
          }
        });
    return modules;
  }

  private static Object subsequentMask(Call call) {
    var a = new Arguments(call, "generate_square_subsequent_mask", "sz", "device?", "dtype?");
    int size = Math.toIntExact(Math.min(a.integer("sz"), Integer.MAX_VALUE));
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> TensorValue.of(Transformer.generate_square_subsequent_mask(size)));
  }

  /** A parameter, buffer or argument of a layer or loss; null when it has none of that name. */
  static @Nullable Object attribute(Module module, String name) {
    Tensor tensor = name.contains(".") ? null : module.stateDict().get(name);
    if (tensor != null) {
      return module.namedParameters().containsKey(name)
          ? TensorValue.parameter(tensor)
          : TensorValue.of(tensor);
    }
    Module part = module.children().get(name);
    if (part != null) {
      return part;
    }
    Tensor weights = module instanceof Loss loss ? loss.weights(name) : null;
    if (weights != null) {
      return TensorValue.of(weights);
    }
    Recipe<?> recipe = module.recipe();
    if (recipe == null
        || recipe.signature().parameters().stream()
            .noneMatch(parameter -> parameter.name().equals(name))) {
      return null;
    }
    Object tree = recipe.toTree().get(name);
    if (name.equals("bias") && Boolean.FALSE.equals(tree)) {
      return None.NONE;
    }
    return RecipeArguments.value(spread(recipe.type(), name, tree));
  }

  /** A size that is given once, as convolutions keep it: for each dimension. */
  private static @Nullable Object spread(String type, String name, @Nullable Object tree) {
    boolean isSize =
        type.startsWith("Conv")
            && tree instanceof Integer
            && List.of("kernel_size", "stride", "padding", "dilation", "output_padding")
                .contains(name);
    return isSize ? java.util.Collections.nCopies(type.endsWith("2d") ? 2 : 1, tree) : tree;
  }
}
