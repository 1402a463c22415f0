package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code layer.name = value}, of a layer that is built in. */
final class ModuleAttributes {

  private ModuleAttributes() {}

  static void set(Module layer, String name, Object value, Call at) {
    Companion companion = Companion.of(layer);
    if (name.equals("training") && value instanceof Boolean mode) {
      layer.training(mode);
    } else if (value instanceof TensorValue tensor && tensor.isParameter()) {
      companion.attributes().remove(name);
      companion.computed().remove(name);
      layer.replaceParameter(name, tensor.tensor());
    } else if (layer.buffers().containsKey(name) && value instanceof TensorValue tensor) {
      Tensor buffer = Objects.requireNonNull(layer.buffers().get(name));
      Tensor.noGrad(() -> buffer.assign(tensor.tensor().detach().to(buffer.dtype())));
    } else if (layer.ownParameters().containsKey(name)) {
      forget(layer, name, value, at);
    } else if (value instanceof TensorValue && companion.computed().contains(name)) {
      companion.attributes().put(name, value);
    } else if (layer.children().containsKey(name)) {
      throw at.error(
          ErrorKind.UNSUPPORTED,
          "the part '"
              + name
              + "' of a "
              + layer.name()
              + " cannot be exchanged; write the layer as a class of its own");
    } else if (value instanceof Module module) {
      layer.replaceModule(name, module);
    } else if (isArgument(layer, name)) {
      change(layer, companion, name, value, at);
    } else {
      companion.attributes().put(name, value);
    }
  }

  /** {@code del layer.name}; a tensor that is learned may be computed from then on. */
  static boolean remove(Module layer, String name) {
    Companion companion = Companion.of(layer);
    boolean isOwn =
        layer.ownParameters().containsKey(name)
            || layer.buffers().containsKey(name)
            || layer.children().containsKey(name);
    if (layer.ownParameters().containsKey(name)) {
      companion.computed().add(name);
    }
    layer.forget(name);
    return companion.attributes().remove(name) != null || isOwn;
  }

  private static void forget(Module layer, String name, Object value, Call at) {
    if (value != None.NONE) {
      throw at.error(
          ErrorKind.TYPE_ERROR,
          "cannot assign "
              + Language.described(value, at)
              + " as parameter '"
              + name
              + "' (torch.nn.Parameter or None expected)");
    }
    layer.forget(name);
    Companion.of(layer).attributes().put(name, None.NONE);
  }

  private static boolean isArgument(Module layer, String name) {
    Recipe<?> recipe = layer.recipe();
    return recipe != null
        && recipe.signature().parameters().stream().map(Parameter::name).anyMatch(name::equals);
  }

  /** Lets a layer that is made with the other argument compute with this one's tensors. */
  private static void change(
      Module layer, Companion companion, String name, Object value, Call at) {
    Module known = companion.instead() == null ? layer : companion.instead();
    Recipe<?> recipe = Objects.requireNonNull(known.recipe());
    Map<String, Object> arguments = new LinkedHashMap<>();
    recipe
        .toTree()
        .forEach((argument, tree) -> arguments.put(argument, RecipeArguments.value(tree)));
    arguments.remove("type");
    arguments.put(name, value);
    var made =
        RecipeArguments.recipe(
            recipe.signature(), new Call(at.position(), List.of(), arguments, at.session()));
    Module instead =
        (Module) at.session().generator().aside(() -> made.create(at.session().generator()));
    layer
        .ownParameters()
        .forEach((parameter, tensor) -> {
          if (instead.ownParameters().containsKey(parameter)) {
            requireSameShape(layer, name, tensor, instead.ownParameters().get(parameter), at);
          }
        });
    instead
        .buffers()
        .forEach((buffer, tensor) -> {
          Tensor own = layer.buffers().get(buffer);
          if (own != null) {
            Tensor.noGrad(() -> tensor.assign(own));
          }
          layer.replaceBuffer(buffer, tensor);
        });
    companion.instead(instead);
    companion.attributes().put(name, value);
  }

  private static void requireSameShape(
      Module layer, String name, Tensor own, Tensor other, Call at) {
    if (!own.shape().equals(other.shape())) {
      throw at.error(
          ErrorKind.UNSUPPORTED,
          "'%s' decides on the shape of what a %s learns; make another one"
              .formatted(name, layer.name()));
    }
  }

  /** The module that computes: a layer itself, or the one with its changed arguments. */
  static Module computing(Module layer) {
    Companion companion = Companion.find(layer);
    if (companion == null) {
      return layer;
    }
    if (companion.instead() == null && !companion.computed().isEmpty()) {
      Recipe<?> recipe = Objects.requireNonNull(layer.recipe());
      companion.instead((Module) recipe.create(new Generator(0)));
    }
    Module instead = companion.instead();
    if (instead == null) {
      return layer;
    }
    instead.training(layer.isTraining());
    for (String name : List.copyOf(instead.ownParameters().keySet())) {
      Tensor own = layer.ownParameters().get(name);
      if (own != null) {
        instead.replaceParameter(name, own);
      } else if (companion.attributes().get(name) instanceof TensorValue computed) {
        instead.replaceParameter(name, computed.tensor());
      } else {
        instead.forget(name);
      }
    }
    return instead;
  }
}
