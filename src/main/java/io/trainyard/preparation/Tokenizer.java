package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text as the numbers of its words, as an Embedding takes them. */
@Summary(
    "Makes whole numbers of the words of a text in order, padded with 0; a word that training has"
        + " not seen is 1.")
public final class Tokenizer extends TextEncoder {

  private static final int UNKNOWN = 1;
  private static final int FIRST = 2;

  private final Cutting cutting;
  private final @Nullable Integer length;
  private final int mostWords;
  private final int leastCount;

  /**
   * Takes arguments.
   *
   * @param max_length how many words of a text are taken; as many as the longest of the training
   *     rows has when absent
   * @param max_tokens so many of the most frequent words have a number of their own, padding and
   *     unknown among them
   * @param min_frequency what is seen less often is unknown
   * @param lowercase whether letters are made small first
   */
  public Tokenizer(
      @Nullable @Bounds(min = 1, max = 100000) Integer max_length,
      @Nullable @Bounds(min = 2) Integer max_tokens,
      @Default("1") @Bounds(min = 1) int min_frequency,
      @Default("true") boolean lowercase) {
    this.cutting = new Cutting(lowercase, 1, List.of(), 1, 1);
    this.length = max_length;
    this.mostWords = max_tokens == null ? Integer.MAX_VALUE : max_tokens - FIRST;
    this.leastCount = min_frequency;
  }

  /**
   * What it learned.
   *
   * @param vocabulary_ of each column the words; the first has the number 2
   * @param lengths of each column how many words are taken
   */
  public record Learned(Cutting cutting, List<List<String>> vocabulary_, List<Integer> lengths)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        Map<String, Integer> numbers = new HashMap<>();
        vocabulary_.get(j).forEach(word -> numbers.put(word, FIRST + numbers.size()));
        int[][] rows = new int[column.rows()][];
        for (int row = 0; row < rows.length; row++) {
          rows[row] =
              cutting.terms(text(column, row)).stream()
                  .limit(lengths.get(j))
                  .mapToInt(word -> numbers.getOrDefault(word, UNKNOWN))
                  .toArray();
        }
        for (int k = 0; k < lengths.get(j); k++) {
          int place = k;
          made.add(
              column
                  .numbers(
                      column.name() + "_" + k,
                      row -> place < rows[row].length ? rows[row][place] : 0)
                  .typed(ColumnType.INTEGER));
        }
      }
      return made;
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
    List<Integer> lengths = new ArrayList<>();
    for (Column column : columns) {
      Map<String, Integer> counts = new HashMap<>();
      int longest = 1;
      for (int row = 0; row < column.rows(); row++) {
        List<String> words = cutting.terms(text(column, row));
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        longest = Math.max(longest, words.size());
      }
      vocabularies.add(
          counts.entrySet().stream()
              .filter(word -> word.getValue() >= leastCount)
              .sorted(
                  Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey(Categories.BY_CODE_POINT)))
              .map(Map.Entry::getKey)
              .limit(mostWords)
              .toList());
      lengths.add(length == null ? longest : length);
    }
    requireFew(lengths.stream().mapToLong(words -> words).sum(), columns);
    return new Learned(cutting, vocabularies, lengths);
  }
}
