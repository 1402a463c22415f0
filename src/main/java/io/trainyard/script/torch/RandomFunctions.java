package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.SequentialGenerator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;

/** Functions that draw random numbers, and {@code torch.random}. */
final class RandomFunctions {

  private RandomFunctions() {}

  static void addTo(Table table) {
    seeds(table);
    table.function(
        "randint(low, high=None, size=None, *, generator=None" + Creation.OPTIONS,
        a -> {
          // Both randint(high, size) and randint(low, high, size) are written.
          boolean isShort = a.isNone("size") && Scalars.items(a.get("high")) != null;
          long low = isShort || a.isNone("high") ? 0 : a.whole("low");
          long high = a.whole(isShort || a.isNone("high") ? "low" : "high");
          return Creation.finished(
              a, whole(a, a.shape(isShort ? "high" : "size"), low, high), DType.INT64);
        });
    table.function(
        "randint_like(input, low, high=None, *, generator=None" + Creation.OPTIONS,
        a -> {
          long low = a.isNone("high") ? 0 : a.whole("low");
          long high = a.whole(a.isNone("high") ? "low" : "high");
          return Creation.finished(
              a, whole(a, a.tensor("input").shape(), low, high), a.value("input").dtype());
        });
    table.function(
        "randperm(n, *, generator=None" + Creation.OPTIONS,
        a -> {
          a.session().claim(Shape.of(a.integer("n")), DType.INT64, a.call().position());
          return Creation.finished(
              a, Tensor.permutation(a.integer("n"), a.generator()), DType.INT64);
        });
    table.function(
        "normal(mean=0.0, std=1.0, size=None, *, generator=None" + Creation.OPTIONS,
        a -> {
          Tensor mean = a.operand("mean").tensor();
          Tensor std = a.operand("std").tensor();
          Shape shape = a.isNone("size") ? mean.shape().broadcast(std.shape()) : a.shape("size");
          Tensor drawn = Tensor.normal(shape, a.generator());
          return Creation.finished(a, drawn.mul(std).add(mean), DType.FLOAT32);
        });
    table.both(
        "bernoulli(input, p=None, *, generator=None)",
        a -> {
          Tensor p = a.tensor("input");
          Tensor drawn =
              a.isNone("p")
                  ? Tensor.uniform(p.shape(), 0, 1, a.generator()).lt(p)
                  : Tensor.bernoulli(p.shape(), a.number("p"), a.generator());
          return a.like("input", drawn);
        });
    fillings(table);
  }

  private static Tensor whole(Arguments a, Shape shape, long low, long high) {
    if (high <= low && high != Long.MIN_VALUE) {
      throw a.error(
          ErrorKind.RUNTIME_ERROR,
          "random_ expects 'from' to be less than 'to', but got from=" + low + " >= to=" + high);
    }
    return Tensor.whole(shape, low, high, a.generator());
  }

  private static void fillings(Table table) {
    TensorMethods.filling(
        table,
        "uniform_(input, a=0.0, b=1.0, *, generator=None)",
        a ->
            Tensor.uniform(a.tensor("input").shape(), a.number("a"), a.number("b"), a.generator()));
    TensorMethods.filling(
        table,
        "normal_(input, mean=0.0, std=1.0, *, generator=None)",
        a ->
            Tensor.normal(a.tensor("input").shape(), a.generator())
                .mul(a.number("std"))
                .add(a.number("mean")));
    TensorMethods.filling(
        table,
        "bernoulli_(input, p=0.5, *, generator=None)",
        a ->
            a.get("p") instanceof io.trainyard.script.value.TensorValue p
                ? Tensor.uniform(a.tensor("input").shape(), 0, 1, a.generator()).lt(p.tensor())
                : Tensor.bernoulli(a.tensor("input").shape(), a.number("p"), a.generator()));
    TensorMethods.filling(
        table,
        "exponential_(input, lambd=1.0, *, generator=None)",
        a ->
            Tensor.exponential(a.tensor("input").shape(), a.generator())
                .div(Tensor.scalar((float) a.number("lambd"))));
    TensorMethods.filling(
        table,
        "random_(input, low=0, high=None, *, generator=None)",
        a -> {
          long most =
              switch (a.value("input").dtype()) {
                case BOOL -> 2;
                case UINT8 -> 1L << 8;
                case INT8 -> 1L << 7;
                case INT16 -> 1L << 15;
                case INT32 -> 1L << 31;
                case FLOAT16 -> (1L << 11) + 1;
                case BFLOAT16 -> (1L << 8) + 1;
                case FLOAT32 -> (1L << 24) + 1;
                case FLOAT64 -> (1L << 53) + 1;
                case INT64 -> Long.MIN_VALUE; // 2^63, as a number without a sign
              };
          boolean isShort = a.isNone("high") && a.whole("low") != 0;
          long low = isShort ? 0 : a.whole("low");
          long high = isShort ? a.whole("low") : a.isNone("high") ? most : a.whole("high");
          return whole(a, a.tensor("input").shape(), low, high);
        });
  }

  private static void seeds(Table table) {
    table
        .function(
            "manual_seed(seed)",
            a -> {
              a.session().seed(Scalars.toLong(a.get("seed")));
              return new DefaultGenerator();
            })
        .function("initial_seed()", a -> sequence(a.call()).seed())
        .function(
            "seed()",
            a -> {
              a.session().seed(a.session().generator().seed("seed"));
              return sequence(a.call()).seed();
            })
        .function("get_rng_state()", a -> new GeneratorValue.State(sequence(a.call()).copy()))
        .function(
            "set_rng_state(new_state)",
            a -> {
              sequence(a.call()).goTo(GeneratorValue.state(a.get("new_state"), a.call()));
              return None.NONE;
            });
  }

  /** {@code torch.random}. */
  static Table module(Table torch) {
    Table random = new Table();
    for (String name :
        new String[] {"manual_seed", "initial_seed", "seed", "get_rng_state", "set_rng_state"}) {
      random.constant(name, java.util.Objects.requireNonNull(torch.functions().get(name)));
    }
    return random.function("fork_rng(devices=None, enabled=True)", a -> forked());
  }

  /** Numbers that are drawn within a block do not count. */
  private static Context forked() {
    return call -> {
      SequentialGenerator before = sequence(call).copy();
      return new Context.Entered(
          None.NONE,
          (error, leaving) -> {
            sequence(leaving).goTo(before);
            return false;
          });
    };
  }

  private static SequentialGenerator sequence(Call call) {
    if (call.session().generator() instanceof SequentialGenerator sequence) {
      return sequence;
    }
    throw call.error(
        ErrorKind.UNSUPPORTED,
        "the job's seed decides here; call torch.manual_seed first to have a state of your own");
  }

  /** What {@code torch.manual_seed} gives, of which hardly anybody asks anything. */
  private record DefaultGenerator() implements io.trainyard.script.value.NativeValue {
    @Override
    public String typeName() {
      return "torch.Generator";
    }

    @Override
    public @org.jspecify.annotations.Nullable Object attribute(String name) {
      return name.equals("initial_seed")
          ? new io.trainyard.script.value.NativeFunction(name, call -> sequence(call).seed())
          : null;
    }

    @Override
    public java.util.Set<String> names() {
      return java.util.Set.of("initial_seed");
    }

    @Override
    public String text() {
      return "<torch._C.Generator object at 0x7f0000000000>";
    }
  }
}
