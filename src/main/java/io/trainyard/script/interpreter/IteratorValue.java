package io.trainyard.script.interpreter;

import java.util.Iterator;
import java.util.List;

/** What can be gone through once. */
record IteratorValue(Iterator<Object> items) {

  static IteratorValue of(List<?> items) {
    return new IteratorValue(items.stream().map(item -> (Object) item).iterator());
  }

  @Override
  public String toString() {
    return Texts.plain(this);
  }
}
