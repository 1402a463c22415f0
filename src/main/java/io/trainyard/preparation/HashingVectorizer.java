package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Words by their hashes, as scikit-learn's class of that name. */
@Summary("Counts the words of a text in so many columns, each word in the one of its hash.")
public final class HashingVectorizer extends TextEncoder {

  private final Learned learned;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param lowercase whether letters are made small first
   * @param stop_words words that are left out
   * @param ngram_range how many words stand together at least and at most
   * @param n_features how many columns come out
   * @param binary whether a word counts once
   * @param norm what is 1 of each row: the sum, or the root of the sum of squares
   * @param alternate_sign whether every other word counts down, so that clashes cancel
   */
  public HashingVectorizer(
      @Default("true") boolean lowercase,
      @Nullable List<String> stop_words,
      @Default("[1, 1]") List<Integer> ngram_range,
      @Default("1048576") @Bounds(min = 1, max = 1048576) int n_features,
      @Default("false") boolean binary,
      @Nullable @Default("l2") Norm norm,
      @Default("true") boolean alternate_sign) {
    this.learned =
        new Learned(
            Cutting.of(lowercase, stop_words, ngram_range),
            n_features,
            binary,
            norm,
            alternate_sign);
  }

  /** What it does, which needs no learning. */
  public record Learned(
      Cutting cutting, int n_features, boolean binary, @Nullable Norm norm, boolean alternate_sign)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (Column column : columns) {
        Sparse[] rows = new Sparse[column.rows()];
        for (int row = 0; row < rows.length; row++) {
          rows[row] = counted(text(column, row));
        }
        for (int k = 0; k < n_features; k++) {
          int place = k;
          made.add(column.numbers(column.name() + "_" + k, row -> rows[row].at(place)));
        }
      }
      return made;
    }

    private Sparse counted(String text) {
      TreeMap<Integer, Double> counts = new TreeMap<>();
      for (String term : cutting.terms(text)) {
        int hash = hash(term.getBytes(StandardCharsets.UTF_8));
        int place = (int) (Math.abs((long) hash) % n_features);
        counts.merge(place, alternate_sign && hash < 0 ? -1.0 : 1.0, Double::sum);
      }
      if (binary) {
        counts.replaceAll((place, count) -> 1.0);
      }
      return new Sparse(
              counts.keySet().stream().mapToInt(place -> place).toArray(),
              counts.values().stream().mapToDouble(count -> count).toArray())
          .normed(norm);
    }
  }

  /**
   * MurmurHash3 of 32 bits with the seed 0.
   *
   * @see <a href="https://github.com/aappleby/smhasher">Appleby: SMHasher</a>
   */
  private static int hash(byte[] bytes) {
    int hash = 0;
    int i = 0;
    for (; i + 4 <= bytes.length; i += 4) {
      int block =
          (bytes[i] & 0xff)
              | (bytes[i + 1] & 0xff) << 8
              | (bytes[i + 2] & 0xff) << 16
              | (bytes[i + 3] & 0xff) << 24;
      hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int k = bytes.length - 1; k >= i; k--) {
      tail = tail << 8 | (bytes[k] & 0xff);
    }
    hash ^= mixed(tail) ^ bytes.length;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static int mixed(int block) {
    return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireTexts(columns);
    requireFew((long) learned.n_features * columns.size(), columns);
    return learned;
  }
}
