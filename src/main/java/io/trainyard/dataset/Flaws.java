package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a file, but not without end. */
final class Flaws {
  private static final int ENOUGH = 20;

  private final List<InvalidRequest.Flaw> list = new ArrayList<>();

  /** A flaw at a line of a file. */
  void atLine(long line, @Nullable String column, String code, String detail) {
    add(InvalidRequest.Flaw.atLine(line, column, code, detail));
  }

  /** A flaw at a place of a JSON body. */
  void at(String pointer, String code, String detail) {
    add(InvalidRequest.Flaw.at(pointer, code, detail));
  }

  void throwIfAny() {
    if (!list.isEmpty()) {
      throw new InvalidRequest(list);
    }
  }

  private void add(InvalidRequest.Flaw flaw) {
    list.add(flaw);
    if (list.size() == ENOUGH) {
      throw new InvalidRequest(list);
    }
  }
}
