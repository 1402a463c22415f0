package io.trainyard.script.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A class: of the text, or one that is built in and can be derived from. */
public final class TypeValue implements Callable, Holder {

  private final String name;
  private final List<TypeValue> order;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final boolean builtIn;
  private final boolean ofLibrary;
  private String module = "__main__";
  private @Nullable Function<TypeValue, Instance> maker;
  private @Nullable BiFunction<TypeValue, Call, Object> calling;
  private BiConsumer<TypeValue, Call> completion = (type, call) -> {};
  private final Map<String, Boolean> declared = new LinkedHashMap<>();

  private TypeValue(String name, List<TypeValue> bases, boolean builtIn, Position position) {
    this.name = name;
    this.builtIn = builtIn;
    this.ofLibrary = position.equals(Position.OF_LIBRARY);
    this.order = new ArrayList<>(List.of(this));
    this.order.addAll(merged(bases, name, position));
  }

  public static TypeValue builtIn(String name, TypeValue... bases) {
    return new TypeValue(name, List.of(bases), true, Position.START);
  }

  public static TypeValue of(String name, List<TypeValue> bases, Position position) {
    return new TypeValue(name, bases, false, position);
  }

  /**
   * The order in which bases are asked: each class before its own bases.
   *
   * @see <a href="https://docs.python.org/3/howto/mro.html">The Python 2.3 method resolution
   *     order</a>
   */
  private static List<TypeValue> merged(List<TypeValue> bases, String name, Position position) {
    List<List<TypeValue>> rows = new ArrayList<>();
    bases.forEach(base -> rows.add(new ArrayList<>(base.order)));
    rows.add(new ArrayList<>(bases));
    List<TypeValue> merged = new ArrayList<>();
    rows.removeIf(List::isEmpty);
    while (!rows.isEmpty()) {
      TypeValue next =
          rows.stream()
              .map(List::getFirst)
              .filter(head -> rows.stream().noneMatch(row -> row.lastIndexOf(head) > 0))
              .findFirst()
              .orElseThrow(() ->
                  ErrorKind.TYPE_ERROR.at(
                      position, "the bases of class " + name + " contradict each other's order"));
      merged.add(next);
      rows.forEach(row -> row.remove(next));
      rows.removeIf(List::isEmpty);
    }
    return merged;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    order.forEach(type -> type.attributes.values().forEach(held));
  }

  @Override
  public String name() {
    return name;
  }

  /** How many classes are asked for an attribute. */
  public long classes() {
    return order.size();
  }

  /** Where PyTorch and Python keep it. */
  public String module() {
    return builtIn ? "torch.nn.modules.module" : module;
  }

  /** Says where PyTorch and Python keep it. */
  public TypeValue in(String place) {
    module = place;
    return this;
  }

  /** Whether it is written in the language and comes with it. */
  public boolean isOfLibrary() {
    return ofLibrary;
  }

  /** Whether it comes with the language. */
  public boolean isBuiltIn() {
    return builtIn;
  }

  public Map<String, Object> attributes() {
    return attributes;
  }

  /** Says how objects are made of this class and of those that derive from it. */
  public TypeValue making(Function<TypeValue, Instance> objects) {
    maker = objects;
    return this;
  }

  private Function<TypeValue, Instance> maker() {
    for (TypeValue type : order) {
      if (type.maker != null) {
        return type.maker;
      }
    }
    return ObjectValue::new;
  }

  /** Says what a call of a class that derives from this gives instead of a new object. */
  public TypeValue calling(BiFunction<TypeValue, Call, Object> answer) {
    calling = answer;
    return this;
  }

  /** Says what happens to a class that derives from this once its body has been carried out. */
  public TypeValue completing(BiConsumer<TypeValue, Call> change) {
    completion = change;
    return this;
  }

  /** The body has been carried out. */
  public void completed(Call call) {
    order.reversed().forEach(type -> type.completion.accept(this, call));
  }

  /** Takes down that the body says {@code name: type}. */
  public void declare(String attribute, boolean isOfClass) {
    declared.put(attribute, isOfClass);
  }

  /** What the body declares of its objects, in order. */
  public List<String> declared() {
    return declared.keySet().stream()
        .filter(attribute -> Boolean.FALSE.equals(declared.get(attribute)))
        .toList();
  }

  /** The class and all from which it derives, in the order in which they are asked. */
  public List<TypeValue> order() {
    return Collections.unmodifiableList(order);
  }

  /** Adds a method that is built in. */
  public TypeValue method(String method, NativeFunction.Body body) {
    attributes.put(method, new NativeFunction(method, body));
    return this;
  }

  /** What the class or one of its bases calls so; null when none does. */
  public @Nullable Object find(String attribute) {
    return findFrom(0, attribute);
  }

  /** As {@link #find}, among those that come behind a class in the order: what super() means. */
  public @Nullable Object findBehind(TypeValue behind, String attribute) {
    return findFrom(order.indexOf(behind) + 1, attribute);
  }

  private @Nullable Object findFrom(int from, String attribute) {
    for (TypeValue candidate : order.subList(from, order.size())) {
      Object found = candidate.attributes.get(attribute);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  public boolean derivesFrom(TypeValue other) {
    return order.contains(other);
  }

  public List<String> attributeNames() {
    return order.stream().flatMap(type -> type.attributes.keySet().stream()).distinct().toList();
  }

  @Override
  public Object call(Call call) {
    for (TypeValue type : order) {
      if (type.calling != null && type != this) {
        return type.calling.apply(this, call);
      }
    }
    Object made = maker().apply(this);
    call.session().hold(made);
    Object init = find("__init__");
    if (init instanceof Callable function) {
      function.call(call.with(made));
    } else if (!call.positional().isEmpty() || !call.keywords().isEmpty()) {
      throw call.error(ErrorKind.TYPE_ERROR, name + "() takes no arguments");
    }
    return made;
  }

  @Override
  public String toString() {
    return "<class '" + module() + "." + name + "'>";
  }
}
