package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.DeprecatedReduction;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arguments of layers, losses and schedulers: of a call in a text as those of JSON, and back. */
public final class RecipeArguments {

  /** PyTorch takes these and they mean nothing here. */
  private static final List<String> IGNORED = List.of("device", "dtype");

  private RecipeArguments() {}

  /** The arguments of a call, checked as those of a request are. */
  public static <T> Recipe<T> recipe(Signature<T> signature, Call call) {
    List<Parameter> parameters = signature.parameters();
    List<String> names = names(signature);
    if (call.positional().size() > names.size()) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          signature.name()
              + "() takes "
              + names.size()
              + " arguments but "
              + call.positional().size()
              + " were given");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < call.positional().size(); i++) {
      tree.put(names.get(i), tree(call.positional().get(i), call));
    }
    call.keywords()
        .forEach((name, value) -> {
          boolean ignored = IGNORED.contains(name) && !names.contains(name);
          if (!ignored && tree.put(name, tree(value, call)) != null) {
            throw call.error(
                ErrorKind.TYPE_ERROR,
                signature.name() + "() got multiple values for argument '" + name + "'");
          }
        });
    if (names.size() > parameters.size()) {
      String old = DeprecatedReduction.of(tree.remove("size_average"), tree.remove("reduce"));
      if (old != null) {
        tree.put("reduction", old);
      }
    }
    var faults = new Faults();
    Recipe<T> recipe = signature.read(tree, faults);
    for (Fault fault : faults.list()) {
      String argument = fault.pointer().isEmpty() ? "" : fault.pointer().substring(1) + " ";
      throw call.error(kind(fault.code()), signature.name() + "(): " + argument + fault.detail());
    }
    return Objects.requireNonNull(recipe);
  }

  /** What may be given by place, in order. */
  static List<String> names(Signature<?> signature) {
    return signature.parameters().stream()
        .flatMap(
            parameter -> Stream.concat(parameter.preceded().stream(), Stream.of(parameter.name())))
        .toList();
  }

  private static ErrorKind kind(String code) {
    return switch (code) {
      case "wrong_type", "missing_field", "unknown_field" -> ErrorKind.TYPE_ERROR;
      default -> ErrorKind.VALUE_ERROR;
    };
  }

  /** A value as the tree of a request has it. */
  private static @Nullable Object tree(Object value, Call call) {
    call.session().step(call.position());
    return switch (value) {
      case None none -> null;
      case Boolean bool -> bool;
      case Long whole when whole == whole.intValue() -> whole.intValue();
      case Long whole -> whole;
      case Double number -> number;
      case String text -> text;
      case ListValue list -> list.items().stream().map(item -> tree(item, call)).toList();
      case TupleValue tuple -> tuple.items().stream().map(item -> tree(item, call)).toList();
      case DictValue dict -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        dict.keys()
            .forEach(key ->
                map.put(String.valueOf(key), tree(Objects.requireNonNull(dict.get(key)), call)));
        yield map;
      }
      case Module module when module.recipe() != null -> module.recipe();
      case Callable function when function.name().matches("relu|gelu") -> function.name();
      case TensorValue tensor when tensor.tensor().dim() == 0 ->
          tree(Tensors.item(tensor, call.position(), call.session()), call);
      case TensorValue tensor when tensor.tensor().dim() == 1 ->
          Tensors.items(tensor, call.position(), call.session()).stream()
              .map(item -> tree(item, call))
              .toList();
      default ->
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "expects a plain value as the argument of a layer, got "
                  + Language.described(value, call));
    };
  }

  /** A value of a text for a tree. */
  public static Object value(@Nullable Object tree) {
    return switch (tree) {
      case null -> None.NONE;
      case Integer whole -> (Object) whole.longValue();
      case Number number when !(number instanceof Long) -> (Object) number.doubleValue();
      case List<?> list -> new TupleValue(list.stream().map(RecipeArguments::value).toList());
      default -> tree;
    };
  }
}
