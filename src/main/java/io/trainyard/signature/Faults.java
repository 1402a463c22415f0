package io.trainyard.signature;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the faults of one request, each at its place. A child scope made by {@link #at} writes
 * to the same list, so whoever reads a part of the request needs to know only that part.
 */
public final class Faults {

  private final String pointer;
  private final List<Fault> list;

  public Faults() {
    this("", new ArrayList<>());
  }

  private Faults(String pointer, List<Fault> list) {
    this.pointer = pointer;
    this.list = list;
  }

  /**
   * The same collection, speaking of a place further down: names of fields and numbers of list
   * entries.
   */
  public Faults at(Object... path) {
    var below = new StringBuilder(pointer);
    for (Object step : path) {
      below.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
    }
    return new Faults(below.toString(), list);
  }

  /** Records a fault at this place. */
  public void add(String code, String detail) {
    list.add(new Fault(pointer, detail, code));
  }

  /** Records the fault that an exception speaks of, at this place. */
  public void add(FaultException fault) {
    add(fault.code(), fault.sentence());
  }

  /** The place this scope speaks of; empty for the whole request. */
  public String pointer() {
    return pointer;
  }

  /** All faults so far, of every scope, in the order in which they were found. */
  public List<Fault> list() {
    return List.copyOf(list);
  }

  /** Whether there is a fault at this place, or further down. */
  public boolean isAtFault() {
    return list.stream()
        .map(Fault::pointer)
        .anyMatch(place -> place.equals(pointer) || place.startsWith(pointer + "/"));
  }

  public int count() {
    return list.size();
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }
}
