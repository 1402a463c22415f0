package io.trainyard.job.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.history.LossRow;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LossChartTest {
  @Test
  void drawsBothCurves() throws Exception {
    Document svg = draw("iris", rows(98, 49, 80, 40, 60, 30));
    assertThat(curve(svg, "train")).containsPattern("^M76\\.0 [\\d.]+L388\\.0 [\\d.]+L700\\.0 ");
    assertThat(curve(svg, "test")).startsWith("M76.0 ");
    assertThat(texts(svg)).contains("iris", "epoch", "loss", "training loss", "test loss", "0");
  }

  @Test
  void drawsNoTestCurveWithoutTestLosses() throws Exception {
    Document svg = draw("iris", List.of(row(0, 3, null), row(1, 2, null)));
    assertThat(curve(svg, "test")).isEmpty();
    assertThat(texts(svg)).contains("training loss").doesNotContain("test loss");
  }

  @Test
  void saysThatThereIsNothingYet() throws Exception {
    Document svg = draw("iris", List.of());
    assertThat(curve(svg, "train")).isEmpty();
    assertThat(texts(svg)).contains("no epoch is over yet");
  }

  @Test
  void showsASingleEpochAsADot() throws Exception {
    Document svg = draw("iris", rows(98, 49));
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
  }

  @Test
  void leavesAGapWhereALossIsNotFinite() throws Exception {
    List<LossRow> rows =
        List.of(
            row(0, 5, 5.0),
            row(1, 4, 4.0),
            row(2, Double.NaN, Double.POSITIVE_INFINITY),
            row(3, 3, 3.0));
    Document svg = draw("iris", rows);
    assertThat(curve(svg, "train").chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(curve(svg, "test")).doesNotContain("NaN", "Infinity");
  }

  @Test
  void drawsAHistoryOfNothingFinite() throws Exception {
    Document svg = draw("iris", List.of(row(0, Double.NaN, Double.NaN)));
    assertThat(curve(svg, "train")).isEmpty();
    assertThat(svg.getElementsByTagName("circle").getLength()).isZero();
  }

  @Test
  void isValidXmlWhateverTheTitle() throws Exception {
    String title = "</svg><script>alert('1')</script> & \"x\" \uD800 \u0001 😀";
    Document svg = draw(title, rows(1, 1));
    assertThat(texts(svg)).contains("</svg><script>alert('1')</script> & \"x\" \uFFFD \uFFFD 😀");
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void cutsATitleThatIsTooLong() throws Exception {
    assertThat(texts(draw("😀".repeat(200), rows(1, 1)))).contains("😀".repeat(69) + "…");
  }

  @Test
  void staysWithinItsFrame() throws Exception {
    double[] losses = new double[2_000];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = 1e30 * Math.sin(i) - (i % 7 == 0 ? 1e38 : 0);
    }
    String path = curve(draw("wild", rows(losses)), "train");
    for (String point : path.substring(1).split("[ML]")) {
      String[] xy = point.split(" ");
      assertThat(Double.parseDouble(xy[0])).isBetween(76.0, 700.0);
      assertThat(Double.parseDouble(xy[1])).isBetween(44.0, 328.0);
    }
  }

  /** Losses of training and test in turn. */
  private static List<LossRow> rows(double... losses) {
    List<LossRow> rows = new ArrayList<>();
    for (int i = 0; i < losses.length; i += 2) {
      rows.add(row(i / 2, losses[i], losses[i + 1]));
    }
    return rows;
  }

  private static LossRow row(int epoch, double train, Double test) {
    return new LossRow(epoch, train, test, 0.1, Map.of(), 0.01);
  }

  private static Document draw(String title, List<LossRow> rows) throws Exception {
    String svg = LossChart.draw(title, rows);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** The path of a curve, not the one in the legend; empty when it is not drawn. */
  private static String curve(Document svg, String split) {
    NodeList paths = svg.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      if (path.getAttribute("class").equals("curve " + split)
          && !path.getAttribute("d").contains("h")) {
        return path.getAttribute("d");
      }
    }
    return "";
  }

  private static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
