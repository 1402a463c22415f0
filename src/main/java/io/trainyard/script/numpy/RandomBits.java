package io.trainyard.script.numpy;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.MersenneTwister;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of numpy's {@code RandomState} for a seed, of which its distributions are made.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/random/legacy.html">Legacy random
 *     generation</a>
 */
final class RandomBits implements NativeValue, Holder {

  private static final Set<String> NAMES = Set.of("uniform", "normal", "below", "order", "copy");

  private static final long BITS_OF_INT = 0xFFFFFFFFL;

  private final MersenneTwister twister;
  private double next = Double.NaN;

  /**
   * @param seed from 0 to 2^32 - 1; null for one that follows from the seed of all random numbers
   */
  RandomBits(@Nullable Object seed, Call call) {
    long first = seed instanceof Long given ? given : call.session().generator().seed("numpy");
    if (seed instanceof Long given && (given < 0 || given > BITS_OF_INT)) {
      throw call.error(ErrorKind.VALUE_ERROR, "Seed must be between 0 and 2**32 - 1");
    }
    twister = MersenneTwister.ofSeed(first);
  }

  private RandomBits(RandomBits other) {
    twister = other.twister.copy();
    next = other.next;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {}

  @Override
  public String typeName() {
    return "numpy.random._Bits";
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "uniform" -> method(name, call -> doubles(twister::uniform, call));
      case "normal" -> method(name, call -> doubles(this::normal, call));
      case "below" -> method(name, this::below);
      case "order" -> method(name, this::order);
      case "copy" -> method(name, call -> new RandomBits(this));
      default -> null;
    };
  }

  private NativeFunction method(String name, NativeFunction.Body body) {
    return new NativeFunction(name, body, List.of(this));
  }

  private static int count(long count, DType dtype, Call call) {
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw call.error(ErrorKind.VALUE_ERROR, "negative dimensions are not allowed");
    }
    call.session().claim(Shape.of((int) count), dtype, call.position());
    return (int) count;
  }

  private static TensorValue doubles(DoubleSupplier drawn, Call call) {
    int n = count(new Arguments(call, "draw", "count").integer("count"), DType.FLOAT64, call);
    return TensorValue.of(
        Tensor.ofDouble(Shape.of(n), DoubleStream.generate(drawn).limit(n).toArray()));
  }

  private static TensorValue wholes(LongSupplier drawn, int n) {
    return TensorValue.of(
        Tensor.ofWhole(Shape.of(n), LongStream.generate(drawn).limit(n).toArray()));
  }

  /** One of a pair, after Marsaglia's polar method. */
  private double normal() {
    double z = next;
    next = Double.NaN;
    if (!Double.isNaN(z)) {
      return z;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * twister.uniform() - 1;
      y = 2 * twister.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    next = factor * x;
    return factor * y;
  }

  /**
   * {@code below(limit, count, bits)}: whole numbers from 0 on that are less than a limit. Of 32
   * bits that are drawn several numbers are made where 8 or 16 are enough.
   */
  private Object below(Call call) {
    var a = new Arguments(call, "below", "limit", "count", "bits?");
    long most = a.integer("limit") - 1;
    int n = count(a.integer("count"), DType.INT64, call);
    int bits = a.has("bits") ? (int) a.integer("bits") : Long.SIZE;
    return wholes(bits > 16 || most <= 0 ? () -> upTo(most) : parts(most, bits), n);
  }

  /** Numbers up to one, each of so many bits of what is drawn. */
  private LongSupplier parts(long most, int bits) {
    long mask = -1L >>> Long.numberOfLeadingZeros(most);
    long[] rest = {0, 0}; // what was drawn, and how many parts are left
    return () -> {
      long drawn;
      do {
        if (rest[1] == 0) {
          rest[0] = twister.unsigned();
          rest[1] = Integer.SIZE / bits;
        }
        drawn = rest[0] & mask;
        rest[0] >>>= bits;
        rest[1]--;
      } while (drawn > most);
      return drawn;
    };
  }

  private long upTo(long most) {
    if (most <= 0) {
      return 0;
    }
    long mask = -1L >>> Long.numberOfLeadingZeros(most);
    long drawn;
    do {
      drawn =
          most <= BITS_OF_INT
              ? twister.unsigned() & mask
              : (twister.unsigned() << 32 | twister.unsigned()) & mask;
    } while (drawn > most);
    return drawn;
  }

  /** {@code order(count)}: the whole numbers from 0 on in a random order. */
  private Object order(Call call) {
    int n = count(new Arguments(call, "order", "count").integer("count"), DType.INT64, call);
    long[] order = LongStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = (int) upTo(i);
      long moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return TensorValue.of(Tensor.ofWhole(Shape.of(n), order));
  }
}
