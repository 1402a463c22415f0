package io.trainyard.signature;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a constructor, as a request may write it.
 *
 * @param name PyTorch's name of it, or the contract's
 * @param type what may stand there
 * @param optional whether it may be left out
 * @param nullable whether null may stand there
 * @param absentAllowed whether the constructor takes null for it
 * @param defaultTree its value when it is left out, as a tree; null too when it is inferred or
 *     required
 * @param preceded arguments before it that only old texts write
 * @param inferredFrom the dimension of the incoming tensor whose size it is, when it is left out
 * @param inline whether its one entry may be written into the object, see {@link Inline}
 */
public record Parameter(
    String name,
    Value type,
    boolean optional,
    boolean nullable,
    boolean absentAllowed,
    @Nullable Object defaultTree,
    OptionalInt inferredFrom,
    List<String> preceded,
    boolean inline) {

  static Parameter of(java.lang.reflect.Parameter parameter) {
    Value type = Value.of(parameter.getParameterizedType(), parameter);
    boolean required = parameter.isAnnotationPresent(Required.class);
    boolean absentAllowed = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean nullable = absentAllowed && !required;
    Default given = parameter.getAnnotation(Default.class);
    Preceded preceded = parameter.getAnnotation(Preceded.class);
    Inferred inferred = parameter.getAnnotation(Inferred.class);
    return new Parameter(
        nameOf(parameter),
        type,
        nullable || given != null || inferred != null,
        nullable,
        absentAllowed,
        given == null ? null : Literal.tree(given.value()),
        inferred == null ? OptionalInt.empty() : OptionalInt.of(inferred.dim()),
        preceded == null ? List.of() : List.of(preceded.value()),
        parameter.isAnnotationPresent(Inline.class));
  }

  /** What requests call a parameter of a constructor. */
  static String nameOf(java.lang.reflect.Parameter parameter) {
    Named named = parameter.getAnnotation(Named.class);
    return named == null ? parameter.getName() : named.value();
  }

  /** What may stand there, in words: "a number from 0 to 1, or null". */
  public String expectation() {
    return type.expectation() + (nullable ? ", or null" : "");
  }

  static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }
}
