package io.trainyard.signature;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestion {

  private Suggestion() {}

  /** The known name nearest to an unknown one, if one is near enough to be a slip of the finger. */
  public static Optional<String> nearest(String unknown, Collection<String> known) {
    String wanted = plain(unknown);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(wanted, plain(candidate));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    // Every name of one or two letters is near to another one.
    int most = wanted.length() < 3 ? 0 : Math.min(wanted.length(), 12) / 3;
    return bestDistance <= most ? Optional.ofNullable(best) : Optional.empty();
  }

  /** "; did you mean 'AdamW'?", or the known names, or nothing when there are too many to list. */
  public static String hint(String unknown, Collection<String> known) {
    return nearest(unknown, known)
        .map(name -> "; did you mean '" + name + "'?")
        .orElse(
            known.isEmpty() || known.size() > 40 ? "" : "; known are " + String.join(", ", known));
  }

  /** The same among names that somebody's data decides on: however many, some can be told. */
  public static String hintAmongMany(String unknown, Collection<String> known) {
    return nearest(unknown, known)
        .map(name -> "; did you mean '" + name + "'?")
        .orElse(known.isEmpty() ? "" : "; there are " + Several.of(known));
  }

  private static String plain(String name) {
    String cut = name.length() > 64 ? name.substring(0, 64) : name;
    return cut.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * Levenshtein's distance: insertions, deletions and replacements that turn one word into the
   * other.
   */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
