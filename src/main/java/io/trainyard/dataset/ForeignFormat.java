package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Kinds of files that are no text, told by their first bytes, and what to do with them. */
enum ForeignFormat {
  GZIP("\u001F\u008B", "compressed with gzip", "unpack it first (gunzip)"),
  ZIP("PK\u0003\u0004", "a zip archive or a workbook", "unpack it, or save the sheet as text"),
  ZSTD("(\u00B5/\u00FD", "compressed with zstd", "unpack it first (unzstd)"),
  XZ("\u00FD7zXZ", "compressed with xz", "unpack it first (unxz)"),
  BZIP2("BZh91AY", "compressed with bzip2", "unpack it first (bunzip2)"),
  WORKBOOK("\u00D0\u00CF\u0011\u00E0", "an old workbook", "save the sheet as text"),
  PARQUET("PAR1", "Parquet", "write it as text (pandas: to_csv)"),
  ARROW("ARROW1", "an Arrow file", "write it as text (pandas: to_csv)"),
  NPY("\u0093NUMPY", "an array of NumPy's", "write it as text (numpy.savetxt with a header)"),
  HDF5("\u0089HDF", "HDF5", "write its table as text (pandas: to_csv)"),
  SQLITE("SQLite format", "an SQLite database", "write a table of it as text"),
  PDF("%PDF-", "a PDF", "send the table as text");

  /** So many first bytes tell all of them. */
  static final int LONGEST_START = 13;

  private final String start;
  private final String what;
  private final String remedy;

  ForeignFormat(String start, String what, String remedy) {
    this.start = start;
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * Refuses a file that begins like one of these.
   *
   * @param expected what it should be
   */
  static void refuse(byte[] begin, String expected) {
    String bytes = new String(begin, StandardCharsets.ISO_8859_1);
    for (ForeignFormat format : values()) {
      if (bytes.startsWith(format.start)) {
        throw new InvalidRequest(
            List.of(
                InvalidRequest.Flaw.atLine(
                    1,
                    null,
                    "malformed",
                    "The file is %s; expected %s: %s."
                        .formatted(format.what, expected, format.remedy))));
      }
    }
  }
}
