package io.trainyard.job.chart;

import io.trainyard.job.history.LossRow;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws the curves of a history as SVG. It stands by itself, has no background, and its colours are
 * neither light nor dark: whether the page around it is, a picture cannot know.
 */
public final class LossChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int LEFT = 76;
  private static final int RIGHT = 20;
  private static final int TOP = 44;
  private static final int BOTTOM = 52;
  private static final int LONGEST_TITLE = 70;
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #6e7781; }
        .title { font-size: 15px; font-weight: 600; }
        .grid { stroke: #8c959f; stroke-opacity: 0.3; }
        .axis { stroke: #8c959f; }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .train { stroke: #2f7fd8; } .dot.train { fill: #2f7fd8; }
        .test { stroke: #e07b24; } .dot.test { fill: #e07b24; }
      </style>
      """;

  private final List<LossRow> rows;
  private final Axis x;
  private final Axis y;
  private final StringBuilder svg = new StringBuilder();

  private LossChart(List<LossRow> rows) {
    this.rows = rows;
    this.x = Axis.ofEpochs(rows.isEmpty() ? 0 : rows.getLast().epoch());
    double[] finite =
        rows.stream()
            .flatMap(row -> java.util.stream.Stream.of(row.train_loss(), testOf(row)))
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .toArray();
    this.y = Axis.ofValues(finite);
  }

  /**
   * Draws a history.
   *
   * @param title the user's own words
   * @param rows epochs in order, few enough to be drawn one by one; a loss that is not finite
   *     leaves a gap
   */
  public static String draw(String title, List<LossRow> rows) {
    return new LossChart(rows).draw(title);
  }

  private String draw(String title) {
    String shown = Xml.text(shortened(title));
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="Losses of %3$s">
        <title>Losses of %3$s</title>
        """
            .formatted(WIDTH, HEIGHT, shown));
    svg.append(STYLE);
    add("<text class=\"title\" x=\"%d\" y=\"24\">%s</text>", LEFT, shown);
    grid();
    boolean tested = rows.stream().anyMatch(row -> row.test_loss() != null);
    curve("train", LossRow::train_loss);
    if (tested) {
      curve("test", LossRow::test_loss);
    }
    legend(tested);
    if (rows.isEmpty()) {
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">no epoch is over yet</text>",
          (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid() {
    for (Axis.Tick tick : y.ticks()) {
      String at = number(yOf(tick.value()));
      add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/>",
          LEFT, at, WIDTH - RIGHT, at);
      add(
          "<text x=\"%d\" y=\"%s\" dy=\"4\" text-anchor=\"end\">%s</text>",
          LEFT - 8, at, tick.label());
    }
    for (Axis.Tick tick : x.ticks()) {
      String at = number(xOf(tick.value()));
      add(
          "<line class=\"axis\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>",
          at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 5);
      add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          at, HEIGHT - BOTTOM + 20, tick.label());
    }
    add(
        "<path class=\"axis\" fill=\"none\" d=\"M%d %dV%dH%d\"/>",
        LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">epoch</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12);
    add(
        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">loss</text>",
        (TOP + HEIGHT - BOTTOM) / 2);
  }

  /** One curve: a line for each run of finite losses, a dot for one that stands alone. */
  private void curve(String split, Function<LossRow, @Nullable Double> loss) {
    StringBuilder path = new StringBuilder();
    int run = 0;
    for (int i = 0; i <= rows.size(); i++) {
      Double value = i < rows.size() ? loss.apply(rows.get(i)) : null;
      if (value != null && Double.isFinite(value)) {
        path.append(run == 0 ? 'M' : 'L').append(place(rows.get(i), value));
        run++;
      } else {
        if (run == 1) {
          LossRow alone = rows.get(i - 1);
          add(
              "<circle class=\"dot %s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>",
              split,
              number(xOf(alone.epoch())),
              number(yOf(Objects.requireNonNull(loss.apply(alone)))));
        }
        run = 0;
      }
    }
    if (!path.isEmpty()) {
      add("<path class=\"curve %s\" d=\"%s\"/>", split, path);
    }
  }

  private String place(LossRow row, double value) {
    return number(xOf(row.epoch())) + " " + number(yOf(value));
  }

  private void legend(boolean tested) {
    int at = WIDTH - RIGHT - (tested ? 190 : 100);
    legendEntry(at, "train", "training loss");
    if (tested) {
      legendEntry(at + 110, "test", "test loss");
    }
  }

  private void legendEntry(int at, String split, String text) {
    add("<path class=\"curve %s\" d=\"M%d %dh16\"/>", split, at, TOP - 8);
    add("<text x=\"%d\" y=\"%d\">%s</text>", at + 21, TOP - 4, text);
  }

  private double xOf(double epoch) {
    return LEFT + x.share(epoch) * (WIDTH - RIGHT - LEFT);
  }

  private double yOf(double loss) {
    return HEIGHT - BOTTOM - y.share(loss) * (HEIGHT - BOTTOM - TOP);
  }

  private static double testOf(LossRow row) {
    Double test = row.test_loss();
    return test == null ? Double.NaN : test;
  }

  private void add(String format, Object... arguments) {
    svg.append(format.formatted(arguments)).append('\n');
  }

  private static String number(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }

  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= LONGEST_TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }
}
