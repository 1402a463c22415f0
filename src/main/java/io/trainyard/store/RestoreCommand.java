package io.trainyard.store;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** {@code java -jar trainyard.jar restore FILE}: puts a backup back, with the server's settings. */
public final class RestoreCommand {
  private static final String NAME = "restore";

  private static final int USAGE = 2;

  private RestoreCommand() {}

  /** Whether the arguments of the process ask for it. */
  public static boolean isMeantBy(String[] arguments) {
    return words(arguments).findFirst().filter(NAME::equals).isPresent();
  }

  private static Stream<String> words(String[] arguments) {
    return Arrays.stream(arguments).filter(argument -> !argument.startsWith("--"));
  }

  /**
   * Carries it out.
   *
   * @param arguments those of the process; options such as {@code --spring.datasource.url=…} count
   *     as they do for the server
   * @return the exit status: 0 when it is restored
   */
  public static int run(String[] arguments, Clock clock, PrintStream out, PrintStream err) {
    List<String> files = words(arguments).skip(1).toList();
    if (files.size() != 1) {
      err.println("Usage: java -jar trainyard.jar restore FILE [the server's settings]");
      return USAGE;
    }
    String[] options =
        Arrays.stream(arguments)
            .filter(argument -> argument.startsWith("--"))
            .toArray(String[]::new);
    try (ConfigurableApplicationContext settings =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .run(options)) {
      out.println(restore(settings.getEnvironment(), Path.of(files.getFirst()), clock));
      return 0;
    } catch (Restoration.NotRestored e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static String restore(Environment settings, Path backup, Clock clock)
      throws Restoration.NotRestored {
    String url = settings.getProperty("spring.datasource.url", "");
    Optional<StoreFile> file = StoreFile.of(url);
    if (file.isEmpty()) {
      throw new Restoration.NotRestored(
          "The store is not an H2 file but %s; a PostgreSQL database is put back with pg_restore."
              .formatted(url.replaceFirst("[?;].*", "")),
          null);
    }
    StoreCheck check =
        new StoreCheck(
            settings.getProperty("spring.datasource.username", ""),
            settings.getProperty("spring.datasource.password", ""));
    return new Restoration(file.get(), check, clock).restore(backup);
  }

  /** An application that is nothing but its settings. */
  static final class Nothing {}
}
