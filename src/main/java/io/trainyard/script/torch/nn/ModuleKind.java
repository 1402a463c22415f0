package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.nn.ModuleList;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Modules, as the language meets them: layers and losses that are built in. Those of the text are
 * objects of its classes besides.
 */
public final class ModuleKind implements Kind {

  @Override
  public boolean has(Object value) {
    return value instanceof Module;
  }

  private static Module module(Object value) {
    return (Module) value;
  }

  @Override
  public String typeName(Object value) {
    return module(value).name();
  }

  @Override
  public @Nullable Object type(Object value) {
    return BuiltInModules.type(typeName(value));
  }

  @Override
  public boolean isInstance(Object value, TypeValue type) {
    return type == ModuleClasses.MODULE;
  }

  @Override
  public String text(Object value, Position position, Session session) {
    return ModuleTexts.of(module(value), position, session);
  }

  @Override
  public @Nullable Object attribute(Object value, String name, Position position, Session session) {
    Module module = module(value);
    if (name.equals("training")) {
      return module.isTraining();
    }
    if (name.equals("forward")) {
      return new NativeFunction("forward", call -> call(module, call), List.of(module));
    }
    DictValue table = ModuleTables.of(module, name, position, session);
    if (table != null) {
      return table;
    }
    Companion companion = Companion.find(module);
    Object kept = companion == null ? null : companion.attributes().get(name);
    Object own = kept == null ? BuiltInModules.attribute(module, name) : kept;
    return own == null ? method(module, name) : own;
  }

  private static @Nullable Object method(Module module, String name) {
    TypeValue base = BuiltInModules.base(module.name());
    Object found = (base == null ? ModuleClasses.MODULE : base).find(name);
    return switch (found) {
      case null -> null;
      case Decorated.Static(Callable function) -> function;
      case Callable function -> new BoundMethod(module, function);
      default -> found;
    };
  }

  @Override
  public Collection<String> attributeNames(Object value) {
    return ModuleClasses.MODULE.attributeNames();
  }

  @Override
  public boolean setAttribute(
      Object value, String name, Object item, Position position, Session session) {
    ModuleAttributes.set(
        module(value), name, item, new Call(position, List.of(), Map.of(), session));
    return true;
  }

  @Override
  public boolean removeAttribute(Object value, String name) {
    return ModuleAttributes.remove(module(value), name);
  }

  @Override
  public @Nullable Object item(Object value, Object index, Position position, Session session) {
    List<Object> parts = items(value, position, session);
    var at = new Call(position, List.of(), Map.of(), session);
    return parts == null
        ? null
        : parts.get(Language.place(index, parts.size(), typeName(value), at));
  }

  @Override
  public @Nullable List<Object> items(Object value, Position position, Session session) {
    return value instanceof ModuleList list ? List.copyOf(list.children().values()) : null;
  }

  @Override
  public long length(Object value, Position position, Session session) {
    return value instanceof ModuleList list ? list.children().size() : -1;
  }

  @Override
  public boolean isCallable(Object value) {
    return true;
  }

  @Override
  public Object call(Object value, Call call) {
    return ModuleClasses.call(module(value), call);
  }

  @Override
  public Object shallowCopy(Object value, Call call) {
    return Language.deepCopy(value, call);
  }

  @Override
  public Object deepCopy(Object value, Copied made, UnaryOperator<Object> copy, Call call) {
    if (value instanceof ScriptModule module) {
      var own = new ScriptModule(module.type());
      made.put(value, own);
      return own.copying(module, copy, call);
    }
    Module own = copied(module(value), copy, call);
    made.put(value, own);
    return own;
  }

  /** A layer made anew with the same arguments and the same state. */
  private static Module copied(Module layer, UnaryOperator<Object> copier, Call call) {
    Recipe<?> recipe = layer.recipe();
    if (recipe == null) {
      throw call.error(
          ErrorKind.UNSUPPORTED, "a " + layer.name() + " cannot be copied; make another one");
    }
    Module copy =
        (Module)
            Tensors.guarded(call.position(), call.session(), () -> recipe.create(new Generator(0)));
    copy.loadStateDict(layer.stateDict());
    copy.training(layer.isTraining());
    takeParameters(layer, copy, copier);
    Companion companion = Companion.find(layer);
    if (companion != null) {
      companion
          .attributes()
          .forEach((name, item) -> Companion.of(copy).attributes().put(name, copier.apply(item)));
    }
    return copy;
  }

  /** Gives a copy the copies of parameters, which others may share. */
  private static void takeParameters(Module layer, Module copy, UnaryOperator<Object> copier) {
    layer
        .ownParameters()
        .forEach((name, parameter) ->
            copy.replaceParameter(
                name, ((TensorValue) copier.apply(TensorValue.parameter(parameter))).tensor()));
    layer
        .children()
        .forEach((name, child) ->
            takeParameters(child, Objects.requireNonNull(copy.children().get(name)), copier));
  }
}
