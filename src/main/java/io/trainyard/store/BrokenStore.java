package io.trainyard.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The database's file cannot be opened. The message says it in sentences. */
final class BrokenStore extends RuntimeException {
  private static final Set<Integer> BROKEN =
      Set.of(
          ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.FILE_VERSION_ERROR_1,
          ErrorCode.FILE_ENCRYPTION_ERROR_1,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2);

  private final String action;

  private BrokenStore(String sentence, String action, Throwable cause) {
    super(sentence, cause);
    this.action = action;
  }

  /** What to do about it, in sentences. */
  String action() {
    return action;
  }

  /** What an exception says of a file; null when it is about something else. */
  static @Nullable BrokenStore of(StoreFile file, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return new BrokenStore(
            "Another server is running on the database %s.".formatted(file.path()),
            "Stop that one first, or give this one a place of its own with spring.datasource.url.",
            thrown);
      }
      if (cause instanceof SQLException sql && BROKEN.contains(sql.getErrorCode())
          || cause instanceof MVStoreException) {
        return new BrokenStore(
            "The database %s is broken and cannot be opened: %s."
                .formatted(file.path(), words(thrown)),
            restoring(file),
            thrown);
      }
    }
    return null;
  }

  private static String restoring(StoreFile file) {
    List<java.nio.file.Path> kept = Backups.kept(file);
    String backups =
        kept.isEmpty()
            ? "In %s there are none.".formatted(Backups.directory(file))
            : "In %s there are:%n  %s"
                .formatted(
                    Backups.directory(file),
                    kept.stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .collect(Collectors.joining("%n  ".formatted())));
    return "Put a backup back with 'java -jar trainyard.jar restore FILE', with the settings of this server; the broken file is kept beside it. "
        + backups;
  }

  /** The innermost reason, without the names of classes, versions and positions in a file. */
  static String words(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("(: )?\\b" + SteadyPath.SCHEME + ":\\S*", "")
        .replaceAll("\\s*\\[[-\\d./]+\\]$", "")
        .replaceAll("\\.$", "");
  }
}
