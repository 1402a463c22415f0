package io.trainyard.tensor;

/** Functions of two elements, one of each tensor, that are computed one by one. */
abstract class Pairwise extends Binary.Typed {

  /** The function of two numbers. */
  abstract double of(float a, float b);

  @Override
  final void run(float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      c[i] = (float) of(a[i], b[i]);
    }
  }

  private static long divisor(long number) {
    if (number == 0) {
      throw new IllegalStateException("ZeroDivisionError");
    }
    return number;
  }

  /** Whole numbers divided, the quotient cut off towards 0. */
  static final class TruncDivide extends Pairwise {
    @Override
    long of(long a, long b) {
      return a / divisor(b);
    }

    @Override
    double of(float a, float b) {
      double quotient = (double) a / b;
      return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    double of(double a, double b) {
      return a / b < 0 ? Math.ceil(a / b) : Math.floor(a / b);
    }
  }

  /** Bits moved up; down where the second number is negative. */
  static final class Shift extends Pairwise {
    private final boolean isDown;

    Shift(boolean isDown) {
      this.isDown = isDown;
    }

    @Override
    long of(long a, long b) {
      if (isDown) {
        return a >> (b < 0 || b > 63 ? 63 : b);
      }
      return b < 0 || b > 63 ? 0 : a << b;
    }

    @Override
    double of(float a, float b) {
      return a * StrictMath.pow(2, isDown ? -b : b);
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }
  }

  /** What is left of {@code a} after as many whole {@code b} as fit; it has the sign of b. */
  static final class Remainder extends Pairwise {
    @Override
    long of(long a, long b) {
      return Math.floorMod(a, divisor(b));
    }

    @Override
    double of(float a, float b) {
      float left = a % b;
      return left != 0 && (left < 0) != (b < 0) ? left + b : left;
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient : gradient.mul(inputs[0].floorDivide(inputs[1])).neg();
    }

    @Override
    double of(double a, double b) {
      return a % b != 0 && (a % b < 0) != (b < 0) ? a % b + b : a % b;
    }
  }

  /** What is left of {@code a} after as many whole {@code b} as fit; it has the sign of a. */
  static final class Fmod extends Pairwise {
    @Override
    long of(long a, long b) {
      return a % divisor(b);
    }

    @Override
    double of(float a, float b) {
      return a % b;
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient : gradient.mul(inputs[0].div(inputs[1]).trunc()).neg();
    }

    @Override
    double of(double a, double b) {
      return a % b;
    }
  }

  /** How often {@code b} fits into {@code a} as a whole. */
  static final class FloorDivide extends Pairwise {
    @Override
    long of(long a, long b) {
      return Math.floorDiv(a, divisor(b));
    }

    @Override
    double of(float a, float b) {
      if (b == 0) {
        return a / b;
      }
      float left = a % b;
      double whole = (double) (a - left) / b;
      if (left != 0 && (left < 0) != (b < 0)) {
        whole -= 1;
      }
      return Math.rint(whole);
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    double of(double a, double b) {
      if (b == 0) {
        return a / b;
      }
      double left = a % b;
      double whole = (a - left) / b;
      return Math.rint(left != 0 && (left < 0) != (b < 0) ? whole - 1 : whole);
    }
  }

  /** {@code a^b}. */
  static final class Pow extends Pairwise {
    @Override
    long of(long a, long b) {
      if (b < 0) {
        return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
      }
      long power = 1;
      long square = a;
      for (long left = b; left > 0; left >>= 1, square *= square) {
        power = (left & 1) == 1 ? power * square : power;
      }
      return power;
    }

    @Override
    double of(float a, float b) {
      return StrictMath.pow(a, b);
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor a = inputs[0];
      Tensor b = inputs[1];
      Tensor none = Tensor.scalar(0);
      Tensor one = Tensor.scalar(1);
      if (input == 0) {
        // Where a^(b - 1) is no number, any will do: it is multiplied by b, which is 0.
        Tensor isVoid = b.eq(none).mul(a.abs().gt(none).logicalNot());
        Tensor power = Tensor.where(isVoid, one, b).add(-1);
        return gradient.mul(b.mul(a.pow(power)));
      }
      Tensor isFlat = a.eq(none).mul(b.ge(none));
      return gradient.mul(output.mul(Tensor.where(isFlat, one, a).log()));
    }

    @Override
    double of(double a, double b) {
      return StrictMath.pow(a, b);
    }
  }

  /** The angle of the point {@code (b, a)}. */
  static final class Atan2 extends Pairwise {
    @Override
    public Typing typing() {
      return Typing.REAL;
    }

    @Override
    long of(long a, long b) {
      throw new IllegalStateException("an angle is no whole number");
    }

    @Override
    double of(float a, float b) {
      return StrictMath.atan2(a, b);
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor square = inputs[0].mul(inputs[0]).add(inputs[1].mul(inputs[1]));
      Tensor one = Tensor.scalar(1);
      Tensor share = gradient.div(Tensor.where(square.eq(Tensor.scalar(0)), one, square));
      return input == 0 ? share.mul(inputs[1]) : share.mul(inputs[0]).neg();
    }

    @Override
    double of(double a, double b) {
      return StrictMath.atan2(a, b);
    }
  }

  /** {@code a log(b)}, and 0 where {@code a} is 0. */
  static final class Xlogy extends Pairwise {
    @Override
    public Typing typing() {
      return Typing.REAL;
    }

    @Override
    long of(long a, long b) {
      throw new IllegalStateException("a logarithm is no whole number");
    }

    @Override
    double of(float a, float b) {
      return of((double) a, (double) b);
    }

    @Override
    double of(double a, double b) {
      return a == 0 && !Double.isNaN(b) ? 0 : a * StrictMath.log(b);
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor a = inputs[0];
      Tensor b = inputs[1];
      if (input == 1) {
        return gradient.mul(a.div(b));
      }
      Tensor none = Tensor.scalar(0);
      Tensor isFlat = a.eq(none).mul(b.le(none));
      return Tensor.where(isFlat, none, gradient.mul(b.log()));
    }
  }
}
