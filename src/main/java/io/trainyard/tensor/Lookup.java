package io.trainyard.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of a table [rows, width] whose numbers the second input holds: [*] gives [*, width]. */
final class Lookup implements Operation {

  private final @Nullable Integer paddingRow;
  private final boolean byFrequency;

  /**
   * Prepares a look-up.
   *
   * @param paddingRow a row that gets no gradient
   * @param byFrequency whether the gradient of a row is divided by how often it is looked up
   */
  Lookup(@Nullable Integer paddingRow, boolean byFrequency) {
    this.paddingRow = paddingRow;
    this.byFrequency = byFrequency;
  }

  @Override
  public String name() {
    return "Embedding";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    int[] dims = inputs[1].shape().dims();
    int[] wider = Arrays.copyOf(dims, dims.length + 1);
    wider[dims.length] = inputs[0].size(1);
    return Shape.of(wider);
  }

  @Override
  public Typing typing() {
    return Typing.FIRST;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    int rows = inputs[0].size(0);
    int width = inputs[0].size(1);
    Storage table = inputs[0].storage();
    for (int i = 0; i < inputs[1].length(); i++) {
      int row = Selection.index(inputs[1], i, rows);
      table.copy(row * width, output.storage(), i * width, width);
    }
  }

  @Override
  public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return input == 0 ? Tensor.apply(new Spread(inputs[0].shape()), gradient, inputs[1]) : null;
  }

  /** Adds rows up at their numbers. */
  private final class Spread implements Operation {

    private final Shape table;
    private final ScatteredSum sum = new ScatteredSum();
    private int[] counts = {};

    Spread(Shape table) {
      this.table = table;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return table;
    }

    @Override
    public Typing typing() {
      return Typing.FIRST;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int rows = table.size(0);
      int width = table.size(1);
      int count = inputs[1].length();
      if (output.dtype() == DType.FLOAT64) {
        add(inputs, output, rows, width);
        return;
      }
      float[] g = inputs[0].array();
      float[] y = output.array();
      sum.begin(y, rows, count, count, width);
      if (byFrequency) {
        count(inputs[1], rows);
      }
      for (int i = 0; i < count; i++) {
        int row = Selection.index(inputs[1], i, rows);
        if (paddingRow == null || paddingRow != row) {
          float share = byFrequency ? 1f / counts[row] : 1;
          sum.next(y, row);
          for (int j = 0; j < width; j++) {
            y[row * width + j] += g[i * width + j] * share;
          }
        }
      }
      sum.end(y, rows);
    }

    private void add(Tensor[] inputs, Tensor output, int rows, int width) {
      output.storage().clear();
      if (byFrequency) {
        count(inputs[1], rows);
      }
      for (int i = 0; i < inputs[1].length(); i++) {
        int row = Selection.index(inputs[1], i, rows);
        boolean isLearned = paddingRow == null || paddingRow != row;
        double share = isLearned ? byFrequency ? 1.0 / counts[row] : 1 : 0;
        for (int j = 0; j < width; j++) {
          double part = inputs[0].storage().number(i * width + j) * share;
          output.storage().add(row * width + j, part);
        }
      }
    }

    private void count(Tensor numbers, int rows) {
      if (counts.length < rows) {
        counts = new int[rows];
      }
      Arrays.fill(counts, 0);
      for (int i = 0; i < numbers.length(); i++) {
        counts[Selection.index(numbers, i, rows)]++;
      }
    }

    /** Each row of the gradient goes back to the numbers that it was added up from. */
    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      if (input != 0) {
        return null;
      }
      Tensor numbers = inputs[1];
      Tensor shares = gradient.lookup(numbers, null, false);
      if (byFrequency) {
        shares = shares.div(counts(numbers).lookup(numbers, null, false));
      }
      if (paddingRow != null) {
        Tensor isPadding = numbers.eq(Tensor.scalar(paddingRow, numbers.dtype())).unsqueeze(-1);
        shares = shares.maskedFill(isPadding, Tensor.scalar(0));
      }
      return shares;
    }

    private Tensor counts(Tensor numbers) {
      Tensor ones = Tensor.ones(numbers.shape().inserted(-1));
      var plain = new Lookup(null, false);
      return Tensor.apply(plain.new Spread(table.with(1, 1)), ones, numbers);
    }

    @Override
    public long scratch(Tensor... inputs) {
      long count = inputs[1].numel();
      return ScatteredSum.scratch(table.size(0), count, count, table.size(1))
          + (byFrequency ? table.size(0) : 0);
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return inputs[0].numel();
    }
  }

  /**
   * The table, whose rows that are looked up are shortened where their norm is larger than a limit.
   * As in PyTorch, the gradient goes through as if nothing had been shortened.
   */
  static final class Renorm implements Operation {

    private final double limit;
    private final double order;
    private boolean[] seen = {};

    Renorm(double limit, double order) {
      this.limit = limit;
      this.order = order;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return inputs[0].shape();
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient : null;
    }

    @Override
    public Typing typing() {
      return Typing.FIRST;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int rows = output.size(0);
      int width = output.size(1);
      float[] y = output.array();
      System.arraycopy(inputs[0].array(), 0, y, 0, output.length());
      if (seen.length < rows) {
        seen = new boolean[rows];
      }
      Arrays.fill(seen, false);
      for (int i = 0; i < inputs[1].length(); i++) {
        int row = Selection.index(inputs[1], i, rows);
        if (!seen[row]) {
          seen[row] = true;
          shorten(y, row * width, width);
        }
      }
    }

    private void shorten(float[] y, int from, int width) {
      double norm = norm(y, from, width);
      if (norm > limit) {
        float factor = (float) (limit / (norm + 1e-7));
        for (int j = from; j < from + width; j++) {
          y[j] *= factor;
        }
      }
    }

    private double norm(float[] y, int from, int width) {
      double sum = 0;
      for (int j = from; j < from + width; j++) {
        double size = Math.abs(y[j]);
        sum = Double.isInfinite(order) ? Math.max(sum, size) : sum + StrictMath.pow(size, order);
      }
      return Double.isInfinite(order) ? sum : StrictMath.pow(sum, 1 / order);
    }

    @Override
    public long scratch(Tensor... inputs) {
      return inputs[0].size(0) / Float.BYTES + 1L;
    }
  }
}
