package io.trainyard.dataset;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Some rows of a table as bytes: for each column the end of its part, then the parts. A part is the
 * column's doubles, the bytes of equal weight put together, deflated; empty for a column without
 * numbers.
 */
final class Block {
  private Block() {}

  /**
   * Encodes the first rows of some columns.
   *
   * @param columns values by column; an empty array for a column that has none
   */
  static byte[] encode(double[][] columns, int rows, Deflater deflater) {
    byte[] plain = new byte[rows * Double.BYTES];
    ByteBuffer block = ByteBuffer.allocate(columns.length * (Integer.BYTES + 64) + plain.length);
    block.position(columns.length * Integer.BYTES);
    for (int c = 0; c < columns.length; c++) {
      double[] values = columns[c];
      if (values.length > 0) {
        split(values, rows, plain);
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        while (!deflater.finished()) {
          if (!block.hasRemaining()) {
            block = ByteBuffer.allocate(block.capacity() * 2).put(block.flip());
          }
          int written = deflater.deflate(block.array(), block.position(), block.remaining());
          block.position(block.position() + written);
        }
      }
      block.putInt(c * Integer.BYTES, block.position());
    }
    byte[] bytes = new byte[block.position()];
    block.get(0, bytes);
    return bytes;
  }

  /**
   * Decodes one column into a longer array.
   *
   * @param columns how many columns the block has
   * @param target takes the values from this index on
   */
  static void decode(
      byte[] block,
      int columns,
      int column,
      int rows,
      double[] target,
      int from,
      Inflater inflater) {
    ByteBuffer header = ByteBuffer.wrap(block);
    int start = column == 0 ? columns * Integer.BYTES : header.getInt((column - 1) * Integer.BYTES);
    int end = header.getInt(column * Integer.BYTES);
    byte[] plain = new byte[rows * Double.BYTES];
    inflater.reset();
    inflater.setInput(block, start, end - start);
    try {
      int got = 0;
      while (got < plain.length) {
        int more = inflater.inflate(plain, got, plain.length - got);
        if (more == 0) {
          throw new IllegalStateException(
              "column %d of a block has %d bytes, expected %d"
                  .formatted(column, got, plain.length));
        }
        got += more;
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException("column %d of a block is damaged".formatted(column), e);
    }
    join(plain, rows, target, from);
  }

  private static void split(double[] values, int rows, byte[] bytes) {
    for (int row = 0; row < rows; row++) {
      long bits = Double.doubleToRawLongBits(values[row]);
      for (int b = 0; b < Double.BYTES; b++) {
        bytes[b * rows + row] = (byte) (bits >>> (Byte.SIZE * b));
      }
    }
  }

  private static void join(byte[] bytes, int rows, double[] target, int from) {
    for (int row = 0; row < rows; row++) {
      long bits = 0;
      for (int b = 0; b < Double.BYTES; b++) {
        bits |= (bytes[b * rows + row] & 0xFFL) << (Byte.SIZE * b);
      }
      target[from + row] = Double.longBitsToDouble(bits);
    }
  }
}
