package io.trainyard.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of an H2 database, found in its JDBC URL.
 *
 * @param path of the file, absolute
 * @param options what follows the path in the URL, with its semicolon
 */
record StoreFile(Path path, String options) {
  private static final String SUFFIX = ".mv.db";

  /** H2's other places (memory, a server, a zip file) have names of two letters and more. */
  private static final Pattern URL =
      Pattern.compile("jdbc:h2:(?:file:)?(?![A-Za-z0-9]{2,}:)([^;]+)(;.*)?", Pattern.DOTALL);

  /** The file that an H2 URL means, unless it means no plain file. */
  static Optional<StoreFile> of(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String options = matcher.group(2);
    return Optional.of(at(pathOf(matcher.group(1) + SUFFIX), options == null ? "" : options));
  }

  static StoreFile at(Path path, String options) {
    return new StoreFile(path.toAbsolutePath().normalize(), options);
  }

  /** A neighbour of this file that the same options open. */
  StoreFile sibling(String name) {
    return at(path.resolveSibling(name + SUFFIX), options);
  }

  /** The file's name without its ending: that of the database. */
  String name() {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  Path directory() {
    return java.util.Objects.requireNonNull(path.getParent(), "an absolute file has a directory");
  }

  /** The URL by which H2 reads and writes the file through {@link SteadyPath}. */
  String url() {
    return "jdbc:h2:" + SteadyPath.SCHEME + ":" + directory().resolve(name()) + options;
  }

  private static Path pathOf(String path) {
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), path.substring(2))
        : Path.of(path);
  }
}
