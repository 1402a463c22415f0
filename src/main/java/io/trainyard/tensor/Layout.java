package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each tensor that a program makes a place in memory. A tensor moves into the smallest buffer
 * that is large enough and whose last reader has run; those that have to outlive the run get one of
 * their own.
 */
final class Layout {

  private final Map<Storage, Buffer> places = new IdentityHashMap<>();
  private final Map<DType.Held, TreeMap<Long, List<Buffer>>> free = new EnumMap<>(DType.Held.class);
  private long floats;

  /**
   * @param kept memory that is read after the steps have run
   * @param outside memory that others make; it gets a place only if they have not by the first run
   */
  Layout(Step[] steps, Set<Storage> kept, Set<Storage> outside) {
    List<List<Storage>> endingAt = endings(steps);
    for (int i = 0; i < steps.length; i++) {
      for (Storage made : steps[i].writes()) {
        if (made.isPending() && !places.containsKey(made)) {
          places.put(
              made,
              outside.contains(made)
                  ? new Buffer(made.size())
                  : kept.contains(made) ? buffer(made) : place(made));
        }
      }
      // Only now: an output never takes the place of an input of its own step.
      for (Storage ended : endingAt.get(i)) {
        Buffer buffer = places.get(ended);
        if (buffer != null && !kept.contains(ended) && !outside.contains(ended)) {
          free(ended).computeIfAbsent(buffer.size, size -> new ArrayList<>()).add(buffer);
        }
      }
    }
  }

  /** How many floats all buffers hold together. */
  long floats() {
    return floats;
  }

  void allocate() {
    places.forEach((storage, buffer) -> {
      if (storage.isPending()) {
        buffer.serve(storage);
      }
    });
  }

  /** Buffers of longs, of floats and of doubles do not take each other's place. */
  private NavigableMap<Long, List<Buffer>> free(Storage storage) {
    return free.computeIfAbsent(storage.held(), held -> new TreeMap<>());
  }

  private Buffer place(Storage storage) {
    Map.Entry<Long, List<Buffer>> fitting = free(storage).ceilingEntry(storage.size());
    if (fitting == null) {
      return buffer(storage);
    }
    Buffer taken = fitting.getValue().removeLast();
    if (fitting.getValue().isEmpty()) {
      free(storage).remove(fitting.getKey());
    }
    return taken;
  }

  private Buffer buffer(Storage storage) {
    floats += storage.floats();
    return new Buffer(storage.size());
  }

  /**
   * For each step the storages that nobody touches after it, in an order that is always the same.
   */
  private static List<List<Storage>> endings(Step[] steps) {
    Map<Storage, Integer> lastUse = new IdentityHashMap<>();
    List<List<Storage>> endings = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      endings.add(new ArrayList<>());
      int at = i;
      steps[i].writes().forEach(storage -> lastUse.put(storage, at));
      steps[i].reads().forEach(storage -> lastUse.put(storage, at));
    }
    Set<Storage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Step step : steps) {
      for (Storage storage : step.writes()) {
        if (seen.add(storage)) {
          endings.get(Objects.requireNonNull(lastUse.get(storage))).add(storage);
        }
      }
    }
    return endings;
  }

  private static final class Buffer {
    private final long size;
    private float[] array = {};
    private long[] wholes = {};
    private double[] doubles = {};

    Buffer(long size) {
      this.size = size;
    }

    void serve(Storage storage) {
      switch (storage.held()) {
        case FLOATS -> {
          array = array.length < size ? new float[Storage.length(size)] : array;
          storage.allocate(array);
        }
        case WHOLES -> {
          wholes = wholes.length < size ? new long[Storage.length(size)] : wholes;
          storage.allocate(wholes);
        }
        case DOUBLES -> {
          doubles = doubles.length < size ? new double[Storage.length(size)] : doubles;
          storage.allocate(doubles);
        }
      }
    }
  }
}
