package io.trainyard.signature;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object whose {@code type} chooses one of a family: {@code {"type": "SGD", "lr": 0.1}}; with
 * {@link OrName}, the name alone stands for one with its defaults.
 */
public final class VariantValue implements Value {

  private final Class<?> family;
  private final boolean orName;
  private @Nullable Catalog<?> catalog;

  VariantValue(Class<?> family, boolean orName) {
    this.family = family;
    this.orName = orName;
  }

  /** Whether the name alone may stand there. */
  public boolean orName() {
    return orName;
  }

  /** The family, which is looked at only now: a member may itself be made of members. */
  public Catalog<?> catalog() {
    Catalog<?> known = catalog;
    if (known == null) {
      known = Catalog.of(family);
      catalog = known;
    }
    return known;
  }

  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (tree instanceof Recipe<?>) {
      return tree;
    }
    return catalog().read(orName && tree instanceof String ? Map.of("type", tree) : tree, faults);
  }

  @Override
  public Object toTree(Object value) {
    Recipe<?> recipe = (Recipe<?>) value;
    return orName && recipe.signature().parameters().isEmpty() ? recipe.type() : recipe.toTree();
  }

  @Override
  public String expectation() {
    return orName
        ? "the name of a " + catalog().family() + ", or an object with a type"
        : "an object with a type";
  }

  @Override
  public String name() {
    return orName ? "string | object" : "object";
  }
}
