package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Fault;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a data set may be called: anything that can stand in a path and cannot be taken for an id.
 */
final class DataSetNames {
  private static final Pattern LIKE_AN_ID = Pattern.compile("(?i)[a-z]{2,5}_[0-9a-z]{26}");
  private static final Pattern NOT_IN_A_PATH = Pattern.compile("[/\\\\;\\p{Cntrl}\\p{Cs}]");

  private DataSetNames() {}

  /** What is wrong with a name that somebody gave, at no place yet; null if nothing is. */
  static @Nullable Fault fault(String name, Limits limits) {
    int length = name.codePointCount(0, name.length());
    if (length > limits.name_length()) {
      return new Fault(
          "",
          "The name has %d characters; the limit 'name_length' is %d."
              .formatted(length, limits.name_length()),
          "limit_exceeded");
    }
    if (name.isBlank() || !name.strip().equals(name)) {
      return invalid("A name must not be blank and must not begin or end with a space", name);
    }
    if (NOT_IN_A_PATH.matcher(name).find() || name.equals(".") || name.equals("..")) {
      return invalid("A name must not have '/', '\\', ';' or control characters", name);
    }
    if (LIKE_AN_ID.matcher(name).matches()) {
      return invalid("A name must not look like an id", name);
    }
    return null;
  }

  /** The name of a file without its directory and its ending; null if nothing is left. */
  static @Nullable String ofFile(@Nullable String file) {
    if (file == null) {
      return null;
    }
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    String stem = (dot > 0 ? name.substring(0, dot) : name).strip();
    return stem.isEmpty() || stem.equals("-") ? null : stem;
  }

  private static Fault invalid(String sentence, String name) {
    return new Fault("", sentence + "; got " + Refusal.quoted(name) + ".", "invalid_value");
  }
}
