package io.trainyard.rest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** 507: there is no room for more on a disk. */
public final class InsufficientStorage extends Refusal {
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final String DISK_FULL = "53100";

  public InsufficientStorage(String detail) {
    super(ProblemType.INSUFFICIENT_STORAGE, detail);
  }

  @Override
  HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return headers;
  }

  /** Whether something failed because a disk is full: one of ours, or that of the database. */
  public static boolean isMeantBy(@Nullable Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
          || cause instanceof IOException file && saysSo(file)) {
        return true;
      }
    }
    return false;
  }

  /** Java has no exception of its own for it, only the system's words. */
  private static boolean saysSo(IOException exception) {
    String words = String.valueOf(exception.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("no space left")
        || words.contains("quota exceeded")
        || words.contains("not enough space");
  }
}
