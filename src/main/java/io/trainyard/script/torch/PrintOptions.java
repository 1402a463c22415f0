package io.trainyard.script.torch;

import io.trainyard.script.value.None;
import io.trainyard.script.value.Session;
import org.jspecify.annotations.Nullable;

/** How tensors are printed: {@code torch.set_printoptions}. */
final class PrintOptions {

  private int precision = 4;
  private int threshold = 1000;
  private int edgeItems = 3;
  private int lineWidth = 80;
  private @Nullable Boolean scientific;

  /** Those of a text. */
  static PrintOptions of(Session session) {
    return session.kept(PrintOptions.class, PrintOptions::new);
  }

  static void addTo(Table table) {
    table.function(
        "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None,"
            + " profile=None, sci_mode=None)",
        a -> {
          of(a.session()).set(a);
          return None.NONE;
        });
  }

  private void set(Arguments a) {
    if (!a.isNone("profile")) {
      precision = a.text("profile").equals("short") ? 2 : 4;
      threshold = a.text("profile").equals("full") ? Integer.MAX_VALUE : 1000;
      edgeItems = a.text("profile").equals("short") ? 2 : 3;
      lineWidth = 80;
    }
    precision = given(a, "precision", precision, 100);
    threshold = given(a, "threshold", threshold, Integer.MAX_VALUE);
    edgeItems = given(a, "edgeitems", edgeItems, 10_000);
    lineWidth = given(a, "linewidth", lineWidth, 100_000);
    scientific = a.isNone("sci_mode") ? null : (Boolean) a.bool("sci_mode");
  }

  private static int given(Arguments a, String name, int known, int most) {
    if (a.isNone(name)) {
      return known;
    }
    return (int) Math.clamp(a.number(name), 0, most);
  }

  /** Digits behind the point. */
  int precision() {
    return precision;
  }

  /** Tensors of more elements are printed in part. */
  int threshold() {
    return threshold;
  }

  /** How many are printed at each end then. */
  int edgeItems() {
    return edgeItems;
  }

  int lineWidth() {
    return lineWidth;
  }

  /** Whether numbers are printed with exponents; null where that depends on them. */
  @Nullable Boolean scientific() {
    return scientific;
  }
}
