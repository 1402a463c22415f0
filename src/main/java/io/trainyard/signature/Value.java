package io.trainyard.signature;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in one place of a request: how it is read, how it is written again, how it is
 * called.
 */
public sealed interface Value
    permits AlternativeValue,
        AnyValue,
        BooleanValue,
        ChoiceValue,
        EitherValue,
        IntegerValue,
        ListValue,
        MapValue,
        NumberValue,
        ObjectValue,
        TextValue,
        VariantValue {

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
      if (generic.getRawType() == Either.class) {
        Value first = of(arguments[0], parameter);
        Value second = of(arguments[1], parameter);
        if (first instanceof ChoiceValue words) {
          return new EitherValue(words, second);
        }
        if (second instanceof ObjectValue object) {
          return new AlternativeValue(first, object);
        }
      }
      if (generic.getRawType() == Recipe.class) {
        return new VariantValue(raw(arguments[0]), parameter.isAnnotationPresent(OrName.class));
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
