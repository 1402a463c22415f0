package io.trainyard.script.syntax;

import io.trainyard.script.value.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a function, in order. */
public record Parameters(List<Parameter> list) {

  /**
   * A parameter; its annotation has been read over.
   *
   * @param standard its default; null when it has to be given
   */
  public record Parameter(
      Position position, String name, Kind kind, @Nullable Expression standard) {}

  /** How a parameter takes its argument. */
  public enum Kind {
    POSITIONAL_ONLY,
    PLAIN,
    KEYWORD_ONLY,
    /** {@code *args}. */
    ALL_POSITIONAL,
    /** {@code **kwargs}. */
    ALL_KEYWORDS
  }
}
