package io.trainyard.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
    /** Takes the names of the columns, before the first row. */
    void columns(Header header);

    /**
     * Takes what is doubtful of the file's form.
     *
     * @see Warning
     */
    default void warn(@Nullable String column, @Nullable Long line, String code, String detail) {
      // of interest to who reads a file for the first time
    }

    /**
     * Takes a row that has at least as many cells as there are columns.
     *
     * @return whether it wants another
     */
    boolean row(Cells cells);
  }
}
