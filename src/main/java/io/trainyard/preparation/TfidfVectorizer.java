package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often words stand in a text and how rarely elsewhere, as scikit-learn's class. */
@Summary("Makes a column of each word: how often it stands in the text, the more the rarer it is.")
public final class TfidfVectorizer extends TextEncoder {

  private final Cutting cutting;
  private final double mostFrequency;
  private final double leastFrequency;
  private final int mostFeatures;
  private final Weighting weighting;

  /** How words are weighed. */
  public record Weighting(
      boolean binary,
      @Nullable Norm norm,
      boolean use_idf,
      boolean smooth_idf,
      boolean sublinear_tf) {}

  /**
   * Takes scikit-learn's arguments.
   *
   * @param lowercase whether letters are made small first
   * @param stop_words words that are left out
   * @param ngram_range how many words stand together at least and at most
   * @param max_df words in more texts are left out: above 1 a count, up to 1 a share
   * @param min_df words in fewer texts are left out: from 1 on a count, below 1 a share
   * @param max_features so many of the most frequent words are kept
   * @param binary whether a word counts once
   * @param norm what is 1 of each row: the sum, or the root of the sum of squares
   * @param use_idf whether rare words weigh more
   * @param smooth_idf whether that is as if one more text had every word
   * @param sublinear_tf whether a word that stands n times counts 1 + log(n)
   */
  public TfidfVectorizer(
      @Default("true") boolean lowercase,
      @Nullable List<String> stop_words,
      @Default("[1, 1]") List<Integer> ngram_range,
      @Default("1.0") @Bounds(min = 0) double max_df,
      @Default("1") @Bounds(min = 0) double min_df,
      @Nullable @Bounds(min = 1) Integer max_features,
      @Default("false") boolean binary,
      @Nullable @Default("l2") Norm norm,
      @Default("true") boolean use_idf,
      @Default("true") boolean smooth_idf,
      @Default("false") boolean sublinear_tf) {
    this.cutting = Cutting.of(lowercase, stop_words, ngram_range);
    this.mostFrequency = max_df;
    this.leastFrequency = min_df;
    this.mostFeatures = max_features == null ? Integer.MAX_VALUE : max_features;
    this.weighting = new Weighting(binary, norm, use_idf, smooth_idf, sublinear_tf);
  }

  /**
   * What it learned.
   *
   * @param vocabulary_ of each column the words, in order
   * @param idf_ of each word how much it weighs
   */
  public record Learned(
      Cutting cutting, Weighting weighting, List<List<String>> vocabulary_, List<List<Double>> idf_)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        List<String> words = vocabulary_.get(j);
        Map<String, Integer> places = new HashMap<>();
        words.forEach(word -> places.put(word, places.size()));
        Sparse[] rows = new Sparse[column.rows()];
        for (int row = 0; row < rows.length; row++) {
          rows[row] = weighed(text(column, row), places, idf_.get(j));
        }
        for (int k = 0; k < words.size(); k++) {
          int place = k;
          made.add(column.numbers(words.get(k), row -> rows[row].at(place)));
        }
      }
      return made;
    }

    private Sparse weighed(String text, Map<String, Integer> places, List<Double> idf) {
      TreeMap<Integer, Integer> counts = new TreeMap<>();
      for (String term : cutting.terms(text)) {
        Integer place = places.get(term);
        if (place != null) {
          counts.merge(place, 1, Integer::sum);
        }
      }
      int[] found = counts.keySet().stream().mapToInt(place -> place).toArray();
      double[] values = new double[found.length];
      for (int i = 0; i < found.length; i++) {
        int count = weighting.binary ? 1 : counts.getOrDefault(found[i], 0);
        double frequency = weighting.sublinear_tf ? 1 + StrictMath.log(count) : count;
        values[i] = weighting.use_idf ? frequency * idf.get(found[i]) : frequency;
      }
      return new Sparse(found, values).normed(weighting.norm);
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireTexts(columns);
    List<List<String>> vocabularies = new ArrayList<>();
    List<List<Double>> weights = new ArrayList<>();
    for (Column column : columns) {
      Map<String, int[]> seen = seen(column);
      int rows = column.rows();
      double most = mostFrequency <= 1 ? mostFrequency * rows : mostFrequency;
      double least = leastFrequency < 1 ? leastFrequency * rows : leastFrequency;
      seen.values().removeIf(counts -> counts[0] > most || counts[0] < least);
      if (seen.isEmpty()) {
        throw PreparationException.of(
            "empty vocabulary; perhaps the documents only contain stop words: no word of the column '"
                + column.name()
                + "' is kept",
            column);
      }
      List<Map.Entry<String, int[]>> kept = new ArrayList<>(seen.entrySet());
      kept.sort(Map.Entry.comparingByKey(Categories.BY_CODE_POINT));
      if (kept.size() > mostFeatures) {
        // Keeps the order of those that are as frequent.
        kept.sort(Comparator.comparingInt(word -> -word.getValue()[1]));
        kept = new ArrayList<>(kept.subList(0, mostFeatures));
        kept.sort(Map.Entry.comparingByKey(Categories.BY_CODE_POINT));
      }
      int more = weighting.smooth_idf ? 1 : 0;
      vocabularies.add(kept.stream().map(Map.Entry::getKey).toList());
      weights.add(
          kept.stream()
              .map(word -> StrictMath.log((double) (rows + more) / (word.getValue()[0] + more)) + 1)
              .toList());
    }
    return new Learned(cutting, weighting, vocabularies, weights);
  }

  /** Of each term in how many texts it stands, and how often in all. */
  private Map<String, int[]> seen(Column column) {
    Map<String, int[]> seen = new HashMap<>();
    for (int row = 0; row < column.rows(); row++) {
      List<String> terms = cutting.terms(text(column, row));
      terms.forEach(term -> seen.computeIfAbsent(term, key -> new int[2])[1]++);
      new HashSet<>(terms).forEach(term -> seen.computeIfAbsent(term, key -> new int[2])[0]++);
    }
    return seen;
  }
}
