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
      this.generator = generator;
      this.draw = generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] y = output.array();
      for (int i = 0; i < output.length(); i++) {
        y[i] = from + (to - from) * generator.uniform(draw, i);
      }
    }
  }

  /**
   * Numbers of a normal distribution of mean 0 and variance 1 (Box and Muller: "A note on the
   * generation of random normal deviates", 1958).
   */
  static final class Normal extends Draw {
    private final Generator generator;
    private final int draw;

    Normal(Shape shape, Generator generator) {
      super(shape);
      this.generator = generator;
      this.draw = generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] y = output.array();
      for (int i = 0; i < output.length(); i++) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - generator.uniform(draw, 2 * i)));
        double angle = 2 * Math.PI * generator.uniform(draw, 2 * i + 1);
        y[i] = (float) (radius * StrictMath.cos(angle));
      }
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
      this.generator = generator;
      this.draw = generator.nextDraw();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] y = output.array();
      for (int i = 0; i < output.length(); i++) {
        y[i] = generator.uniform(draw, i) < probability ? 1 : 0;
      }
    }
  }
}
