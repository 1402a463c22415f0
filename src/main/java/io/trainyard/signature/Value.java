package io.trainyard.signature;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in one place of a request: how it is read, how it is written again, how it is
 * called.
 */
public sealed interface Value {

  /** The Java value of a tree, or null after adding at least one fault. */
  @Nullable Object read(@Nullable Object tree, Faults faults);

  /** What may stand there, in words: "an integer of at least 1". */
  String expectation();

  /** The type's short name for programs: {@code integer}, {@code number}, {@code string}, … */
  String name();

  /** The tree that reads as the value. */
  default @Nullable Object toTree(Object value) {
    return value;
  }

  /** Says that something else came. */
  default @Nullable Object refuse(@Nullable Object tree, Faults faults) {
    faults.add("wrong_type", "expects " + expectation() + ", got " + Literal.describe(tree));
    return null;
  }

  /** A whole number. */
  record IntegerValue(boolean isLong, Range range) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      if (!(tree instanceof Number number) || !isWhole(number)) {
        return refuse(tree, faults);
      }
      long least = isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
      long most = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
      double size = number.doubleValue();
      if (!range.contains(size) || size < least || size > most || isBig(number)) {
        faults.add("out_of_range", "expects " + expectation() + ", got " + Literal.describe(tree));
        return null;
      }
      return isLong ? (Object) number.longValue() : (Object) number.intValue();
    }

    private static boolean isWhole(Number number) {
      return number instanceof Integer
          || number instanceof Long
          || number instanceof java.math.BigInteger;
    }

    private static boolean isBig(Number number) {
      return number instanceof java.math.BigInteger big && big.bitLength() > 63;
    }

    @Override
    public String expectation() {
      return "an integer" + range.words();
    }

    @Override
    public String name() {
      return "integer";
    }
  }

  /** A finite number. */
  record NumberValue(Range range) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      if (!(tree instanceof Number number)) {
        return refuse(tree, faults);
      }
      double value = number.doubleValue();
      if (!Double.isFinite(value) || !range.contains(value)) {
        faults.add("out_of_range", "expects " + expectation() + ", got " + Literal.describe(tree));
        return null;
      }
      return value;
    }

    @Override
    public String expectation() {
      return "a number" + range.words();
    }

    @Override
    public String name() {
      return "number";
    }
  }

  /** True or false. */
  record BooleanValue() implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      return tree instanceof Boolean ? tree : refuse(tree, faults);
    }

    @Override
    public String expectation() {
      return "true or false";
    }

    @Override
    public String name() {
      return "boolean";
    }
  }

  /** A text. */
  record TextValue() implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      return tree instanceof String ? tree : refuse(tree, faults);
    }

    @Override
    public String expectation() {
      return "a text";
    }

    @Override
    public String name() {
      return "string";
    }
  }

  /** One of a few words: the constants of an enum, in lower case. */
  record ChoiceValue(Class<? extends Enum<?>> type) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      if (!(tree instanceof String text)) {
        return refuse(tree, faults);
      }
      for (Enum<?> constant : type.getEnumConstants()) {
        if (word(constant).equals(text)) {
          return constant;
        }
      }
      faults.add(
          "unknown_name",
          "expects " + expectation() + ", got " + Literal.describe(tree) + didYouMean(text));
      return null;
    }

    private String didYouMean(String text) {
      return Suggestion.nearest(text, words())
          .map(word -> "; did you mean '" + word + "'?")
          .orElse("");
    }

    /** The words that may stand there. */
    public List<String> words() {
      return Arrays.stream(type.getEnumConstants()).map(ChoiceValue::word).toList();
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object toTree(Object value) {
      return word((Enum<?>) value);
    }

    @Override
    public String expectation() {
      List<String> words = words().stream().map(word -> "'" + word + "'").toList();
      int last = words.size() - 1;
      return last == 0
          ? words.getFirst()
          : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    @Override
    public String name() {
      return "string";
    }
  }

  /**
   * A list of one kind of value; with {@link OrSingle}, a single value stands for a list of one.
   */
  record ListValue(Value element, boolean orSingle) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      if (!(tree instanceof List<?> list)) {
        if (!orSingle || tree == null || tree instanceof Map) {
          return refuse(tree, faults);
        }
        Object single = element.read(tree, faults);
        return single == null ? null : List.of(single);
      }
      List<Object> values = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        Object value = element.read(list.get(i), faults.at(i));
        if (value != null) {
          values.add(value);
        }
      }
      return values.size() == list.size() ? List.copyOf(values) : null;
    }

    @Override
    public Object toTree(Object value) {
      List<?> list = (List<?>) value;
      List<@Nullable Object> trees = new ArrayList<>(list.size());
      list.forEach(entry -> trees.add(element.toTree(entry)));
      return orSingle && trees.size() == 1
          ? java.util.Objects.requireNonNull(trees.getFirst())
          : trees;
    }

    @Override
    public String expectation() {
      return (orSingle ? element.expectation() + ", or " : "")
          + "a list of such: "
          + element.expectation();
    }

    @Override
    public String name() {
      return orSingle ? element.name() + " | array" : "array";
    }
  }

  /** Names with a value each. */
  record MapValue(Value element) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      if (!(tree instanceof Map<?, ?> map)) {
        return refuse(tree, faults);
      }
      Map<String, Object> values = new LinkedHashMap<>();
      map.forEach((name, entry) -> {
        Object value = element.read(entry, faults.at(name));
        if (value != null) {
          values.put((String) name, value);
        }
      });
      return values.size() == map.size() ? values : null;
    }

    @Override
    public Object toTree(Object value) {
      Map<String, @Nullable Object> trees = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, entry) -> trees.put((String) name, element.toTree(entry)));
      return trees;
    }

    @Override
    public String expectation() {
      return "an object whose values are each " + element.expectation();
    }

    @Override
    public String name() {
      return "object";
    }
  }

  /** An object that is read into a record. */
  record ObjectValue(Signature<?> signature) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      int before = faults.count();
      Recipe<?> recipe = signature.read(tree, faults);
      if (recipe == null || faults.count() > before) {
        return null;
      }
      try {
        return recipe.create();
      } catch (IllegalArgumentException e) {
        faults.add("invalid_value", String.valueOf(e.getMessage()));
        return null;
      }
    }

    @Override
    public Object toTree(Object value) {
      return signature.toTree(value);
    }

    @Override
    public String expectation() {
      return "an object";
    }

    @Override
    public String name() {
      return "object";
    }
  }

  /** An object whose {@code type} chooses one of a family: {@code {"type": "SGD", "lr": 0.1}}. */
  record VariantValue(Catalog<?> catalog) implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      return catalog.read(tree, faults);
    }

    @Override
    public Object toTree(Object value) {
      return ((Recipe<?>) value).toTree();
    }

    @Override
    public String expectation() {
      return "an object with a type";
    }

    @Override
    public String name() {
      return "object";
    }
  }

  /** Whatever came, for parts that are understood later. */
  record AnyValue() implements Value {
    @Override
    public @Nullable Object read(@Nullable Object tree, Faults faults) {
      return tree == null ? refuse(null, faults) : tree;
    }

    @Override
    public String expectation() {
      return "a value";
    }

    @Override
    public String name() {
      return "any";
    }
  }

  /** The value that a constructor's parameter of a Java type stands for. */
  static Value of(Type type, java.lang.reflect.Parameter parameter) {
    Range range = Range.of(parameter.getAnnotation(Bounds.class));
    if (type == int.class || type == Integer.class) {
      return new IntegerValue(false, range);
    }
    if (type == long.class || type == Long.class) {
      return new IntegerValue(true, range);
    }
    if (type == double.class || type == Double.class) {
      return new NumberValue(range);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanValue();
    }
    if (type == String.class) {
      return new TextValue();
    }
    if (type == Object.class) {
      return new AnyValue();
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListValue(
            of(arguments[0], parameter), parameter.isAnnotationPresent(OrSingle.class));
      }
      if (generic.getRawType() == Map.class) {
        return new MapValue(of(arguments[1], parameter));
      }
      if (generic.getRawType() == Recipe.class) {
        return new VariantValue(Catalog.of(raw(arguments[0])));
      }
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return new ChoiceValue(plain.asSubclass(Enum.class).asSubclass(anyEnum()));
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return new ObjectValue(Signature.of(plain));
    }
    throw new IllegalArgumentException("no request can write a " + type + " for " + parameter);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case java.lang.reflect.WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
      default -> throw new IllegalArgumentException("not a plain class: " + type);
    };
  }

  @SuppressWarnings("unchecked") // every class object of an enum is one of Enum<?>
  private static Class<? extends Enum<?>> anyEnum() {
    return (Class<? extends Enum<?>>) (Class<?>) Enum.class;
  }
}
