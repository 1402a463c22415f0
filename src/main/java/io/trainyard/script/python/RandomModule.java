package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.tensor.MersenneTwister;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code random}: Python's own numbers for a seed. */
final class RandomModule {

  private RandomModule() {}

  /** One stream of random numbers. */
  private static final class Source {
    private @Nullable MersenneTwister twister;
    private double next = Double.NaN;

    /** Unless it was seeded it begins as the seed of all others wants it. */
    private Source ready(Arguments a) {
      if (twister == null) {
        twister = MersenneTwister.ofKey(a.call().session().generator().seed("random"));
      }
      return this;
    }

    private long below(long count) {
      int bits = Long.SIZE - Long.numberOfLeadingZeros(count);
      long drawn = bits(bits);
      while (drawn >= count) {
        drawn = bits(bits);
      }
      return drawn;
    }

    private long bits(int count) {
      if (count <= 32) {
        return known().unsigned() >>> (32 - count);
      }
      long lower = known().unsigned();
      return lower | (known().unsigned() >>> (64 - count)) << 32;
    }

    private MersenneTwister known() {
      return Objects.requireNonNull(twister);
    }

    private double gauss(double mean, double spread) {
      double z = next;
      next = Double.NaN;
      if (Double.isNaN(z)) {
        double angle = known().uniform() * 2 * Math.PI;
        double radius = Math.sqrt(-2 * Math.log(1 - known().uniform()));
        z = Math.cos(angle) * radius;
        next = Math.sin(angle) * radius;
      }
      return mean + z * spread;
    }
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    var source = new Source();
    Library.function(
        members,
        "seed",
        a -> {
          Object seed = a.optional("a");
          if (seed != null && !(seed instanceof Long)) {
            throw a.call()
                .error(
                    ErrorKind.TYPE_ERROR,
                    "seed() expects a whole number, got " + Language.described(seed, a.call()));
          }
          source.twister = MersenneTwister.ofKey(seed == null ? 0 : (Long) seed);
          source.next = Double.NaN;
          return None.NONE;
        },
        "a?");
    Library.function(members, "random", a -> source.ready(a).known().uniform());
    Library.function(
        members,
        "uniform",
        a ->
            a.number("a", 0)
                + (a.number("b", 1) - a.number("a", 0)) * source.ready(a).known().uniform(),
        "a",
        "b");
    Library.function(
        members,
        "gauss",
        a -> source.ready(a).gauss(a.number("mu", 0), a.number("sigma", 1)),
        "mu?",
        "sigma?");
    Library.function(
        members,
        "randint",
        a -> a.integer("a") + below(source, a.integer("b") - a.integer("a") + 1, a),
        "a",
        "b");
    Library.function(
        members,
        "randrange",
        a -> {
          long start = a.has("stop") ? a.integer("start") : 0;
          long stop = a.has("stop") ? a.integer("stop") : a.integer("start");
          long step = a.has("step") ? a.integer("step") : 1;
          return start + step * below(source, Math.ceilDiv(stop - start, step), a);
        },
        "start",
        "stop?",
        "step?");
    Library.function(members, "getrandbits", a -> source.ready(a).bits((int) a.integer("k")), "k");
    Library.function(
        members,
        "choice",
        a -> {
          List<Object> items = Language.list(a.get("seq"), a.call());
          return items.get((int) below(source, items.size(), a));
        },
        "seq");
    Library.function(members, "choices", a -> choices(source, a), "population", "weights?", "k?");
    Library.function(
        members,
        "shuffle",
        a -> {
          if (!(a.get("x") instanceof ListValue list)) {
            throw a.call().error(ErrorKind.TYPE_ERROR, "shuffle() expects a list");
          }
          for (int i = list.items().size() - 1; i > 0; i--) {
            Collections.swap(list.items(), i, (int) source.ready(a).below(i + 1L));
          }
          return None.NONE;
        },
        "x");
    Library.function(members, "sample", a -> sample(source, a), "population", "k");
    return members;
  }

  private static long below(Source source, long count, Arguments a) {
    if (count <= 0) {
      throw a.call().error(ErrorKind.VALUE_ERROR, "empty range to draw from");
    }
    return source.ready(a).below(count);
  }

  private static Object choices(Source source, Arguments a) {
    List<Object> items = Language.list(a.get("population"), a.call());
    List<Object> weights =
        a.optional("weights") == null ? List.of() : Language.list(a.get("weights"), a.call());
    double[] sums = new double[items.size()];
    for (int i = 0; i < sums.length; i++) {
      double weight =
          weights.isEmpty()
              ? 1
              : ((Number) Language.binary("*", 1.0, weights.get(i), a.call())).doubleValue();
      sums[i] = (i == 0 ? 0 : sums[i - 1]) + weight;
    }
    List<Object> drawn = new ArrayList<>();
    long count = a.has("k") ? a.integer("k") : 1;
    a.call().session().claimItems(count, a.call().position());
    for (long i = 0; i < count; i++) {
      double at = source.ready(a).known().uniform() * sums[sums.length - 1];
      int place = 0;
      while (place < sums.length - 1 && at >= sums[place]) {
        place++;
      }
      drawn.add(items.get(place));
    }
    return new ListValue(drawn);
  }

  /** As Python draws: from a pool where that is small, else again what came already. */
  private static Object sample(Source source, Arguments a) {
    List<Object> items = Language.list(a.get("population"), a.call());
    int count = (int) a.integer("k");
    if (count < 0 || count > items.size()) {
      throw a.call().error(ErrorKind.VALUE_ERROR, "Sample larger than population or is negative");
    }
    int size = 21;
    if (count > 5) {
      size += (int) Math.pow(4, Math.ceil(Math.log(count * 3.0) / Math.log(4)));
    }
    List<Object> drawn = new ArrayList<>();
    if (items.size() <= size) {
      List<Object> pool = new ArrayList<>(items);
      for (int i = 0; i < count; i++) {
        int at = (int) source.ready(a).below((long) items.size() - i);
        drawn.add(pool.get(at));
        pool.set(at, pool.get(items.size() - i - 1));
      }
      return new ListValue(drawn);
    }
    Set<Long> taken = new java.util.HashSet<>();
    while (drawn.size() < count) {
      long at = source.ready(a).below(items.size());
      if (taken.add(at)) {
        drawn.add(items.get((int) at));
      }
    }
    return new ListValue(drawn);
  }
}
