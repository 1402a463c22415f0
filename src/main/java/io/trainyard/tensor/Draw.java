package io.trainyard.tensor;

/** Operations without an input: constants and random numbers. */
abstract class Draw implements Operation {

  private final Shape shape;

  Draw(Shape shape) {
    this.shape = shape;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return shape;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  /** The same number everywhere. */
  static final class Full extends Draw {
    private final float value;

    Full(Shape shape, float value) {
      super(shape);
      this.value = value;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      java.util.Arrays.fill(output.array(), 0, output.length(), value);
    }
  }

  /** The same whole number everywhere. */
  static final class FullOfWhole extends Draw {
    private final long value;

    FullOfWhole(Shape shape, long value) {
      super(shape);
      this.value = value;
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.INT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      java.util.Arrays.fill(output.wholes(), 0, output.length(), value);
    }
  }

  /** The same double everywhere. */
  static final class FullOfDouble extends Draw {
    private final double value;

    FullOfDouble(Shape shape, double value) {
      super(shape);
      this.value = value;
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.FLOAT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      java.util.Arrays.fill(output.doubles(), 0, output.length(), value);
    }
  }

  /** Doubles: spread evenly from 0 to 1, or of a normal distribution. */
  static final class Exact extends Draw {
    private final boolean isNormal;
    private final Generator generator;
    private final int draw;

    Exact(Shape shape, boolean isNormal, Generator generator) {
      super(shape);
      this.isNormal = isNormal;
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.FLOAT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      if (isNormal) {
        generator.normal(draw, output.doubles(), output.length());
      } else {
        generator.uniform(draw, output.doubles(), output.length());
      }
    }
  }

  /** The whole numbers from one on, that far apart. */
  static final class Places extends Draw {
    private final long start;
    private final long step;

    Places(int count, long start, long step) {
      super(Shape.of(count));
      this.start = start;
      this.step = step;
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.INT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      long[] y = output.wholes();
      for (int i = 0; i < output.length(); i++) {
        y[i] = start + i * step;
      }
    }
  }

  /** The numbers from 0 on. */
  static final class Range extends Draw {
    Range(int count) {
      super(Shape.of(count));
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] y = output.array();
      for (int i = 0; i < output.length(); i++) {
        y[i] = i;
      }
    }
  }

  /** Numbers spread evenly from one (included) to another (excluded). */
  static final class Uniform extends Draw {
    private final float from;
    private final float to;
    private final Generator generator;
    private final int draw;

    Uniform(Shape shape, double from, double to, Generator generator) {
      super(shape);
      this.from = (float) from;
      this.to = (float) to;
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.uniform(draw, from, to, output.array(), output.length());
    }
  }

  /** Numbers of a normal distribution of mean 0 and variance 1. */
  static final class Normal extends Draw {
    private final Generator generator;
    private final int draw;

    Normal(Shape shape, Generator generator) {
      super(shape);
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.normal(draw, output.array(), output.length());
    }
  }

  /** 1 with a probability, else 0. */
  static final class Bernoulli extends Draw {
    private final double probability;
    private final Generator generator;
    private final int draw;

    Bernoulli(Shape shape, double probability, Generator generator) {
      super(shape);
      this.probability = probability;
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.bernoulli(draw, probability, output.array(), output.length());
    }
  }

  /** Numbers of an exponential distribution of rate 1. */
  static final class Exponential extends Draw {
    private final Generator generator;
    private final int draw;

    Exponential(Shape shape, Generator generator) {
      super(shape);
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.exponential(draw, output.array(), output.length());
    }
  }

  /** Whole numbers from one (included) to another (excluded). */
  static final class Whole extends Draw {
    private final long low;
    private final long high;
    private final Generator generator;
    private final int draw;

    Whole(Shape shape, long low, long high, Generator generator) {
      super(shape);
      this.low = low;
      this.high = high;
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.INT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.whole(draw, low, high, output.wholes(), output.length());
    }
  }

  /** The whole numbers from 0 on in a random order. */
  static final class Permutation extends Draw {
    private final Generator generator;
    private final int draw;

    Permutation(int count, Generator generator) {
      super(Shape.of(count));
      this.generator = Execution.drawing(generator);
      this.draw = this.generator.nextDraw();
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.INT64;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      generator.permutation(draw, output.wholes(), output.length());
    }
  }
}
