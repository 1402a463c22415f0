package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** An object whose {@code type} chooses one of a family: {@code {"type": "SGD", "lr": 0.1}}. */
public final class VariantValue implements Value {

  private final Class<?> family;
  private @Nullable Catalog<?> catalog;

  VariantValue(Class<?> family) {
    this.family = family;
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
    return catalog().read(tree, faults);
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
