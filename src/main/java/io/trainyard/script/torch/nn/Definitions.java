package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.FunctionValue;
import io.trainyard.script.interpreter.Interpreter;
import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.syntax.Parameters.Parameter;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.TypeValue;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The classes that a text has defined. */
public final class Definitions {

  private final Interpreter interpreter;
  private final Map<String, TypeValue> modules = new LinkedHashMap<>();

  public Definitions(Interpreter interpreter) {
    this.interpreter = interpreter;
    interpreter
        .globals()
        .forEach((name, value) -> {
          if (value instanceof TypeValue type
              && !type.isBuiltIn()
              && type.derivesFrom(ModuleClasses.MODULE)) {
            modules.put(name, type);
          }
        });
  }

  /**
   * Makes an object of a class.
   *
   * @param name null for the only one there is, or the only one that takes these arguments and is
   *     not used by another
   * @return null after a fault of the name or of the arguments
   * @throws io.trainyard.script.value.ScriptException after a fault of the text
   */
  public @Nullable Module make(
      @Nullable String name, Map<String, Object> arguments, Faults faults) {
    TypeValue type = chosen(name, arguments, faults);
    if (type == null || !takes(type, arguments, faults.at("args"))) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    arguments.forEach((argument, tree) -> values.put(argument, value(tree)));
    Object made = interpreter.call(type, List.of(), values);
    if (made instanceof ScriptModule module && module.isReady()) {
      return module;
    }
    Position place =
        type.find("__init__") instanceof FunctionValue init ? init.position() : Position.START;
    throw ErrorKind.ATTRIBUTE_ERROR.at(
        place, "the __init__ of " + type.name() + " has to begin with super().__init__()");
  }

  private @Nullable TypeValue chosen(
      @Nullable String name, Map<String, Object> arguments, Faults faults) {
    if (name != null) {
      TypeValue type = modules.get(name);
      if (type == null) {
        faults
            .at("class")
            .add(
                "unknown_name",
                "the text defines no class '"
                    + name
                    + "' that derives from nn.Module"
                    + Suggestion.hint(name, modules.keySet()));
      }
      return type;
    }
    if (modules.isEmpty()) {
      throw ErrorKind.NAME_ERROR.at(
          Position.START, "the text defines no class that derives from nn.Module");
    }
    List<TypeValue> fitting = List.copyOf(modules.values());
    if (fitting.size() > 1) {
      fitting = fitting.stream().filter(type -> takes(type, arguments, new Faults())).toList();
    }
    if (fitting.size() != 1) {
      faults
          .at("class")
          .add(
              "missing_field",
              "the text defines several classes, so 'class' has to name one: "
                  + String.join(", ", modules.keySet()));
      return null;
    }
    return fitting.getFirst();
  }

  private static boolean takes(TypeValue type, Map<String, Object> arguments, Faults faults) {
    if (!(type.find("__init__") instanceof FunctionValue init)) {
      return true; // built in; says itself what it takes
    }
    int before = faults.count();
    List<Parameter> parameters = init.parameters().list().stream().skip(1).toList(); // behind self
    boolean takesAll =
        parameters.stream().anyMatch(parameter -> parameter.kind() == Kind.ALL_KEYWORDS);
    List<String> known =
        parameters.stream()
            .filter(parameter ->
                parameter.kind() == Kind.PLAIN || parameter.kind() == Kind.KEYWORD_ONLY)
            .map(Parameter::name)
            .toList();
    for (Parameter parameter : parameters) {
      if (known.contains(parameter.name())
          && parameter.standard() == null
          && !arguments.containsKey(parameter.name())) {
        faults
            .at(parameter.name())
            .add("missing_field", type.name() + " needs the argument '" + parameter.name() + "'");
      }
    }
    for (String name : arguments.keySet()) {
      if (!takesAll && !known.contains(name)) {
        faults
            .at(name)
            .add(
                "unknown_field",
                type.name() + " takes no argument '" + name + "'" + Suggestion.hint(name, known));
      }
    }
    return faults.count() == before;
  }

  private static Object value(@Nullable Object tree) {
    return switch (tree) {
      case null -> None.NONE;
      case Integer whole -> (Object) whole.longValue();
      case Long whole -> whole;
      case Number number -> (Object) number.doubleValue();
      case List<?> list -> new ListValue(list.stream().map(Definitions::value).toList());
      case Map<?, ?> map -> {
        var dict = new DictValue();
        map.forEach((key, entry) -> dict.put(Objects.requireNonNull(key), value(entry)));
        yield dict;
      }
      default -> tree;
    };
  }
}
