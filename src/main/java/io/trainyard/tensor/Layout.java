package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each tensor that a program makes a place in memory. A tensor moves into the smallest buffer
 * that is large enough and whose last reader has run; those that have to outlive the run get one of
 * their own.
 */
final class Layout {

  private final Map<Storage, Buffer> places = new IdentityHashMap<>();
  private final TreeMap<Long, List<Buffer>> free = new TreeMap<>();
  private long floats;

  Layout(Instruction[] instructions, Set<Storage> kept) {
    List<List<Storage>> endingAt = endings(instructions);
    for (int i = 0; i < instructions.length; i++) {
      Storage made = instructions[i].output().storage();
      if (made.isPending() && !places.containsKey(made)) {
        places.put(made, kept.contains(made) ? buffer(made.size()) : place(made.size()));
      }
      // Only now: an output never takes the place of an input of its own instruction.
      for (Storage ended : endingAt.get(i)) {
        Buffer buffer = places.get(ended);
        if (buffer != null && !kept.contains(ended)) {
          free.computeIfAbsent(buffer.size, size -> new ArrayList<>()).add(buffer);
        }
      }
    }
  }

  /** How many floats all buffers hold together. */
  long floats() {
    return floats;
  }

  void allocate() {
    places.forEach((storage, buffer) -> storage.allocate(buffer.array()));
  }

  private Buffer place(long size) {
    Map.Entry<Long, List<Buffer>> fitting = free.ceilingEntry(size);
    if (fitting == null) {
      return buffer(size);
    }
    Buffer taken = fitting.getValue().removeLast();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return taken;
  }

  private Buffer buffer(long size) {
    floats += size;
    return new Buffer(size);
  }

  private static List<List<Storage>> endings(Instruction[] instructions) {
    Map<Storage, Integer> lastUse = new IdentityHashMap<>();
    List<List<Storage>> endings = new ArrayList<>();
    for (int i = 0; i < instructions.length; i++) {
      endings.add(new ArrayList<>());
      lastUse.put(instructions[i].output().storage(), i);
      for (Tensor input : instructions[i].inputs()) {
        lastUse.put(input.storage(), i);
      }
    }
    lastUse.forEach((storage, last) -> endings.get(last).add(storage));
    return endings;
  }

  private static final class Buffer {
    private final long size;
    private float[] array = {};

    Buffer(long size) {
      this.size = size;
    }

    float[] array() {
      if (array.length < size) {
        array = new float[Storage.length(size)];
      }
      return array;
    }
  }
}
