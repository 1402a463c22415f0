package io.trainyard.tensor.kernel;

/**
 * The product of two matrices of given sizes, each of which may come transposed, with the working
 * memory it takes. Every element is a sum over the inner dimension in its order, from 0 on, one
 * fused multiply-add after the other, however the work is cut.
 *
 * <p>The right matrix is copied into panels as wide as a tile of sums, in the order in which the
 * tiles read it, block by block of the inner dimension; the left one is read row by row where it
 * stands.
 */
public final class MatrixProduct {

  /** So long a block of a few rows and of a panel fits into the nearest cache. */
  private static final int INNER_BLOCK = 256;

  /** So many panels of one block stay in the second cache while all rows pass by. */
  private static final int PANELS_TOGETHER = 16;

  /** So many rows take a few hundredths of a second at most; a multiple of what a tile has. */
  private static final int ROWS_TOGETHER = 2048;

  /** Up to so many multiplications plain loops are fast enough, and are so from the first call. */
  private static final long SMALL = 512;

  /** From so many multiplications on a second thread pays for being told. */
  private static final long LARGE = 128 * 128 * 128;

  private final boolean transposeA;
  private final boolean transposeB;
  private final int rows;
  private final int inner;
  private final int columns;
  private final int tallest;
  private final Way way;
  private final float[] turned;
  private final float[] packed;
  private final float[] edge;

  /** How the matrices are gone through. */
  private enum Way {
    PLAIN,
    NARROW,
    PANELS;

    static Way of(int rows, int inner, int columns) {
      if (!Kernels.isVectorized() || (long) rows * inner * columns <= SMALL) {
        return PLAIN;
      }
      return columns <= VectorStrips.PANEL ? NARROW : PANELS;
    }

    /** Room for the left matrix in its right order. */
    long turned(boolean transposeA, int rows, int inner) {
      return this == PANELS && transposeA ? (long) rows * inner : 0;
    }

    /** Room for a tile that is not full. */
    int edge() {
      return this == PANELS ? VectorTiles.EDGE : 0;
    }

    /** Room for the right matrix, or for a block of it. */
    long packed(boolean transposeB, int inner, int columns) {
      return switch (this) {
        case PLAIN -> transposeB ? (long) inner * columns : 0;
        case NARROW -> (long) inner * VectorStrips.PANEL;
        case PANELS -> (long) Math.min(inner, INNER_BLOCK) * panels(columns) * VectorTiles.PANEL;
      };
    }
  }

  public MatrixProduct(boolean transposeA, boolean transposeB, int rows, int inner, int columns) {
    this(
        transposeA,
        transposeB,
        rows,
        inner,
        columns,
        Kernels.isVectorized() ? VectorTiles.TALLEST : 1);
  }

  /** One with tiles that are not those of this machine. */
  MatrixProduct(
      boolean transposeA, boolean transposeB, int rows, int inner, int columns, int tallest) {
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
    this.tallest = tallest;
    this.way = Way.of(rows, inner, columns);
    this.turned = new float[Math.toIntExact(way.turned(transposeA, rows, inner))];
    this.packed = new float[Math.toIntExact(way.packed(transposeB, inner, columns))];
    this.edge = new float[way.edge()];
  }

  /** The working memory of a product, in floats. */
  public static long scratch(
      boolean transposeA, boolean transposeB, int rows, int inner, int columns) {
    Way way = Way.of(rows, inner, columns);
    return way.turned(transposeA, rows, inner)
        + way.packed(transposeB, inner, columns)
        + way.edge();
  }

  private static int panels(int columns) {
    return (columns + VectorTiles.PANEL - 1) / VectorTiles.PANEL;
  }

  /**
   * {@code c = a b}.
   *
   * @param a [rows, inner], or [inner, rows] where it comes transposed
   * @param b [inner, columns], or [columns, inner] where it comes transposed
   * @param c [rows, columns], overwritten
   * @param meanwhile called now and then; may throw something to end it
   */
  public void run(float[] a, float[] b, float[] c, Runnable meanwhile) {
    switch (way) {
      case PLAIN -> plain(a, b, c);
      case NARROW -> narrow(a, b, c);
      case PANELS -> {
        begin(a);
        for (int first = 0; first < panels(columns); first += PANELS_TOGETHER) {
          panels(a, b, c, first, Math.min(panels(columns), first + PANELS_TOGETHER), meanwhile);
        }
      }
    }
  }

  /** How many parts the product has that several threads can do; 1 where it is not worth it. */
  public int parts() {
    return way == Way.PANELS && (long) rows * inner * columns >= LARGE ? panels(columns) : 1;
  }

  /** To be called before the parts are done. */
  public void begin(float[] a) {
    if (transposeA) {
      Kernels.transpose(a, inner, rows, turned);
    }
  }

  /** One part of {@code c = a b}: some columns. */
  public void run(float[] a, float[] b, float[] c, int part, Runnable meanwhile) {
    panels(a, b, c, part, part + 1, meanwhile);
  }

  private void plain(float[] a, float[] b, float[] c) {
    float[] right = b;
    if (transposeB) {
      Kernels.transpose(b, columns, inner, packed);
      right = packed;
    }
    ScalarKernels.product(a, rowStep(), innerStep(), right, c, rows, inner, columns);
  }

  private void narrow(float[] a, float[] b, float[] c) {
    pack(b, 0, inner, 0, 0, VectorStrips.PANEL);
    VectorStrips.strips(a, rowStep(), innerStep(), packed, c, rows, inner, columns);
  }

  private int rowStep() {
    return transposeA ? 1 : inner;
  }

  private int innerStep() {
    return transposeA ? rows : 1;
  }

  /** The columns of some panels. */
  private void panels(float[] a, float[] b, float[] c, int first, int end, Runnable meanwhile) {
    int width = VectorTiles.PANEL;
    int block = Math.min(inner, INNER_BLOCK);
    for (int start = 0; start < inner; start += block) {
      int depth = Math.min(block, inner - start);
      for (int panel = first; panel < end; panel++) {
        pack(b, start, depth, panel * width, panel * block * width, width);
      }
      for (int row = 0; row < rows; row += ROWS_TOGETHER) {
        meanwhile.run();
        VectorTiles.rows(
            tallest,
            transposeA ? turned : a,
            start + row * inner,
            inner,
            Math.min(ROWS_TOGETHER, rows - row),
            packed,
            first * block * width,
            block * width,
            end - first,
            depth,
            c,
            first * width + row * columns,
            columns,
            columns - first * width,
            start > 0,
            edge);
      }
    }
  }

  /** Copies a block of a panel of the right matrix. */
  private void pack(float[] b, int start, int depth, int column, int to, int width) {
    int left = columns - column;
    if (transposeB) {
      VectorPacking.transpose(
          b, column * inner + start, inner, Math.min(width, left), depth, packed, to, width);
    } else {
      VectorPacking.pack(b, start * columns + column, columns, depth, left, packed, to, width);
    }
  }
}
