package io.trainyard.dataset;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The distinct numbers of a column, as long as they are few enough to be classes. */
final class DistinctNumbers {
  /** Most numbers that are told apart. */
  static final int MOST = 1000;

  private static final int FIRST_SIZE = 16;

  /** Open addressing; NaN is an empty place. Null once there are too many. */
  private double @Nullable [] table = empty(FIRST_SIZE);

  private int count;

  /** Adds a number that is not NaN. */
  void add(double value) {
    if (table == null) {
      return;
    }
    if (put(table, value)) {
      count++;
      if (count > MOST) {
        table = null;
      } else if (count * 2 > table.length) {
        double[] larger = empty(table.length * 2);
        for (double old : table) {
          if (!Double.isNaN(old)) {
            put(larger, old);
          }
        }
        table = larger;
      }
    }
  }

  /** The numbers in ascending order as text; null if there are too many. */
  @Nullable List<String> classes() {
    return table == null
        ? null
        : Arrays.stream(table)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .mapToObj(Numbers::text)
            .toList();
  }

  private static boolean put(double[] table, double value) {
    int mask = table.length - 1;
    int place = hash(value) & mask;
    while (!Double.isNaN(table[place])) {
      if (table[place] == value) {
        return false;
      }
      place = (place + 1) & mask;
    }
    table[place] = value;
    return true;
  }

  private static int hash(double value) {
    long bits = Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L;
    return (int) (bits >>> 40);
  }

  private static double[] empty(int size) {
    double[] table = new double[size];
    Arrays.fill(table, Double.NaN);
    return table;
  }
}
