package io.trainyard.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the values of a column are. */
public enum ColumnType {
  /** Numbers of which one at least is not whole, or not within 64 bits. */
  NUMBER("float", "float32", "float64", "Float64", "double"),

  /** Whole numbers within 64 bits. */
  INTEGER("int", "int8", "int16", "int32", "int64", "Int32", "Int64", "uint8", "long"),

  /** True and false. */
  BOOLEAN("bool"),

  /** Dates, with or without a time. */
  DATETIME("date", "datetime64", "datetime64[ns]"),

  /** Texts of which few enough are different. */
  CATEGORY(),

  /** Any other texts. */
  TEXT("str", "string", "object");

  private final List<String> pandas;

  ColumnType(String... pandas) {
    this.pandas = List.of(pandas);
  }

  /** The type of this name, ours or one of pandas'. */
  static Optional<ColumnType> named(String name) {
    return Optional.ofNullable(names().get(name));
  }

  /** All names that {@link #named} knows. */
  static Map<String, ColumnType> names() {
    Map<String, ColumnType> names = new TreeMap<>();
    for (ColumnType type : values()) {
      names.put(type.toString(), type);
      type.pandas.forEach(name -> names.put(name, type));
    }
    return names;
  }

  /** Whether its values are kept as the numbers they are. */
  public boolean isNumeric() {
    return this == NUMBER || this == INTEGER;
  }

  /** Its name in the API. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
