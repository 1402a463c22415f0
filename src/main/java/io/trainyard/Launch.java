package io.trainyard;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Starts the service with the options of Java that it needs for full speed. A jar's manifest cannot
 * hold them, so that {@code java -jar} comes without: then this process becomes, by the system's
 * {@code execv}, the same command with the options in front. It stays the same process, so that
 * signals, pipes, exit status and whoever watches it notice nothing.
 */
final class Launch {
  private static final String OPTIONS = "jvm.options";
  private static final Path OWN_COMMAND = Path.of("/proc/self/cmdline");

  private Launch() {}

  public static void main(String[] args) {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing = new ArrayList<>(options());
    missing.removeAll(given);
    if (!missing.isEmpty() && canBeReplaced(given)) {
      becomeWith(missing);
    }
    TrainyardApplication.main(args);
  }

  /** What Java should be started with. */
  static List<String> options() {
    try (InputStream file = Launch.class.getResourceAsStream(OPTIONS)) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether another start would help: the module has to be there, and an agent, such as a debugger,
   * may be attached only once.
   */
  private static boolean canBeReplaced(List<String> given) {
    return ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()
        && given.stream()
            .noneMatch(option -> option.startsWith("-agent") || option.startsWith("-javaagent"))
        && !System.getProperty("os.name").startsWith("Windows");
  }

  /** Comes back only when the system refuses; then the service runs as it was started. */
  private static void becomeWith(List<String> options) {
    List<String> original = originalCommand();
    if (original.isEmpty() || original.containsAll(options)) { // has not helped, or cannot
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse(original.getFirst()));
    command.addAll(options);
    command.addAll(original.subList(1, original.size()));
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(ADDRESS, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        words.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
      }
      words.setAtIndex(ADDRESS, command.size(), MemorySegment.NULL);
      int status =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("execv"),
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
                  .invokeExact(words.get(ADDRESS, 0), words);
      System.err.println("Java could not be started again with " + options + ": execv " + status);
    } catch (Throwable e) { // a method handle may throw anything
      System.err.println("Java could not be started again with " + options + ": " + e);
    }
  }

  /** The words by which this process was started; empty where the system does not tell. */
  private static List<String> originalCommand() {
    if (Files.isReadable(OWN_COMMAND)) {
      try {
        // every word ends with a zero, the last one too
        List<String> words = Arrays.asList(Files.readString(OWN_COMMAND).split("\0", -1));
        return words.subList(0, words.size() - 1);
      } catch (IOException e) {
        return List.of();
      }
    }
    ProcessHandle.Info own = ProcessHandle.current().info();
    List<String> words = new ArrayList<>();
    own.command().ifPresent(words::add);
    own.arguments().map(Arrays::asList).ifPresent(words::addAll);
    return own.arguments().isPresent() ? words : List.of();
  }
}
