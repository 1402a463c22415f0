package io.trainyard.dataset;

import java.io.IOException;
import java.util.List;

/** A file's rows, which can be read again and again. */
public interface RowSource {

  /**
   * Gives the header, then each row to the sink, until the end or until it wants no more.
   *
   * @throws io.trainyard.rest.Refusal if the file is malformed
   */
  void read(Sink sink) throws IOException;

  /** Opens the bytes of a file at their beginning. */
  interface Bytes {
    java.io.InputStream open() throws IOException;
  }

  /** Takes rows one by one. */
  interface Sink {
    /**
     * Takes the names of the columns.
     *
     * @param line the line that they are, 1-based; 0 if a row cannot be taken for them
     */
    void columns(List<String> names, long line);

    /**
     * Takes a row that has as many cells as there are columns.
     *
     * @return whether it wants another
     */
    boolean row(Cells cells);
  }
}
