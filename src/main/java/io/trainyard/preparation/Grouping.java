package io.trainyard.preparation;

import io.trainyard.signature.Several;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Categories of a column, of which the infrequent ones count as one, behind all others.
 *
 * @param categories all of them
 * @param infrequent the places of those that are too rare to stand for themselves
 */
public record Grouping(Categories categories, List<Integer> infrequent) {

  /** What becomes of values that training has not seen. */
  static final int UNKNOWN = -1;

  /** How many groups there are. */
  int size() {
    return categories.size() - infrequent.size() + (infrequent.isEmpty() ? 0 : 1);
  }

  /** The group of each category. */
  int[] groups() {
    int[] groups = new int[categories.size()];
    int next = 0;
    for (int i = 0; i < groups.length; i++) {
      groups[i] = infrequent.contains(i) ? size() - 1 : next++;
    }
    return groups;
  }

  /** What a group is called in the name of a column. */
  String name(int group) {
    if (!infrequent.isEmpty() && group == size() - 1) {
      return "infrequent_sklearn";
    }
    int[] groups = groups();
    int place = 0;
    while (groups[place] != group) {
      place++;
    }
    return categories.name(place);
  }

  /** The group of each row's value; {@link #UNKNOWN} where training has not seen it. */
  int[] of(Column column) {
    int[] groups = groups();
    int[] of = categories.places(column);
    for (int row = 0; row < of.length; row++) {
      of[row] = of[row] < 0 ? UNKNOWN : groups[of[row]];
    }
    return of;
  }

  /**
   * Refuses values that are none of the categories.
   *
   * @param number of the column among those of the encoder
   * @param when what is being done, in scikit-learn's words: {@code transform}
   */
  void requireKnown(int[] groups, Column column, int number, String when) {
    Set<String> unknown = new LinkedHashSet<>();
    int first = -1;
    for (int row = 0; row < groups.length; row++) {
      if (groups[row] == UNKNOWN) {
        first = first < 0 ? row : first;
        String text = column.text(row);
        unknown.add(column.isMissing(row) || column.type().isNumeric() ? text : "'" + text + "'");
      }
    }
    if (first >= 0) {
      throw PreparationException.of(
          "Found unknown categories ["
              + Several.of(unknown)
              + "] in column "
              + number
              + " during "
              + when
              + "; it is '"
              + column.name()
              + "', and 'handle_unknown' says what to do with them",
          column,
          first);
    }
  }

  /** Groups categories by how often they are seen. */
  static Grouping of(Categories categories, int[] counts, double leastCount, int mostGroups) {
    boolean[] rare = new boolean[counts.length];
    int frequent = 0;
    for (int i = 0; i < counts.length; i++) {
      rare[i] = counts[i] < leastCount;
      frequent += rare[i] ? 0 : 1;
    }
    if (mostGroups < frequent + 1) {
      // As scikit-learn does: all but so many of the most frequent, of equals those in front.
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        order.add(i);
      }
      order.sort((a, b) -> Integer.compare(counts[a], counts[b]));
      order.subList(0, Math.max(0, counts.length - (mostGroups - 1))).forEach(i -> rare[i] = true);
    }
    List<Integer> infrequent = new ArrayList<>();
    for (int i = 0; i < rare.length; i++) {
      if (rare[i]) {
        infrequent.add(i);
      }
    }
    return new Grouping(categories, infrequent);
  }
}
