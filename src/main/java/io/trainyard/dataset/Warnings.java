package io.trainyard.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is doubtful in a table: of each code some, and how many more there are. */
final class Warnings {
  /** Most warnings of a code that are told one by one. */
  static final int MOST_OF_A_CODE = 10;

  private final List<Warning> list = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(@Nullable String column, @Nullable Long line, String code, String detail) {
    if (counts.merge(code, 1, Integer::sum) <= MOST_OF_A_CODE) {
      list.add(new Warning(column, line, code, detail));
    }
  }

  List<Warning> list() {
    List<Warning> all = new ArrayList<>(list);
    counts.forEach((code, count) -> {
      int more = count - MOST_OF_A_CODE;
      if (more > 0) {
        all.add(
            new Warning(
                null,
                null,
                code,
                "The same %d more time%s.".formatted(more, more == 1 ? "" : "s")));
      }
    });
    return List.copyOf(all);
  }
}
