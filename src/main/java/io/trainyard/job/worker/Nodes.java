package io.trainyard.job.worker;

import io.trainyard.job.AttemptState;
import io.trainyard.job.Node;
import io.trainyard.rest.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** The processes that work on jobs: this one, and what is known of the others. */
@Component
public class Nodes {
  private static final Path KILLS = Path.of("/proc/vmstat");
  private static final String KILLS_WORD = "oom_kill ";
  private static final long UNKNOWN = -1;

  /** Processes of one container, say, are not those of another under the same name. */
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** The system may tell the start of one process a little differently now and later. */
  private static final Duration SAME_START = Duration.ofSeconds(5);

  /** A node that beats no more, though it did not have to wait for anything but itself. */
  private static final int MISSED_HEARTBEATS = 2;

  /** A database that lies in the process itself, which no other can open meanwhile. */
  private static final Pattern ONE_PROCESS =
      Pattern.compile("jdbc:h2:(?!tcp:|ssl:)(?!.*AUTO_SERVER=TRUE).*", Pattern.CASE_INSENSITIVE);

  private final String id;
  private final String machine;
  private final Instant started;
  private final Attempts attempts;
  private final Heartbeats heartbeats;
  private final JobSettings settings;
  private final Clock clock;
  private final boolean alone;

  Nodes(
      Ids ids,
      Attempts attempts,
      Heartbeats heartbeats,
      JobSettings settings,
      Clock clock,
      JdbcConnectionDetails database) {
    this.id = ids.next("node_");
    this.machine = machine(id);
    this.started =
        started(ProcessHandle.current()).orElseGet(clock::instant).truncatedTo(ChronoUnit.MILLIS);
    this.attempts = attempts;
    this.heartbeats = heartbeats;
    this.settings = settings;
    this.clock = clock;
    this.alone = ONE_PROCESS.matcher(database.getJdbcUrl()).matches();
  }

  /** This process, as it is now. */
  Node here() {
    return new Node(id, machine, ProcessHandle.current().pid(), started, memoryKills());
  }

  /** Whether the process is no more that an attempt belongs to; false where that cannot be told. */
  boolean isGone(AttemptState attempt) {
    Node node = attempt.node();
    return node == null || !node.node_machine().equals(machine) ? alone : !isAlive(node);
  }

  /**
   * Whether nobody works any more on an attempt that its job's row calls running: its process has
   * gone, or is not heard of any more, or has ended it without a word.
   */
  public boolean haveLeft(AttemptState attempt) {
    Node node = attempt.node();
    if (node != null && node.node_id().equals(id)) {
      return !attempts.isRunning(attempt.jobId(), attempt.attempt());
    }
    return isGone(attempt) || heartbeats.isSilent(attempt.jobId(), latestOfTheLiving());
  }

  /** Lets another attempt begin at a job whose latest attempt's process is gone. */
  void stopWaitingFor(AttemptState attempt) {
    Node node = attempt.node();
    heartbeats.stopWaitingFor(attempt.jobId(), id, alone || node == null ? null : node.node_id());
  }

  private Instant latestOfTheLiving() {
    return clock.instant().minus(settings.heartbeat().multipliedBy(MISSED_HEARTBEATS));
  }

  private static boolean isAlive(Node node) {
    return ProcessHandle.of(node.node_pid())
        .flatMap(Nodes::started)
        .filter(start ->
            Duration.between(node.node_started_at(), start).abs().compareTo(SAME_START) < 0)
        .isPresent();
  }

  private static Optional<Instant> started(ProcessHandle process) {
    return process.info().startInstant();
  }

  private static String machine(String ifUnknown) {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return Files.exists(PROCESSES) ? name + " " + Files.readSymbolicLink(PROCESSES) : name;
    } catch (IOException e) {
      return ifUnknown;
    }
  }

  private static long memoryKills() {
    try (Stream<String> lines = Files.lines(KILLS)) {
      return lines
          .filter(line -> line.startsWith(KILLS_WORD))
          .mapToLong(line -> Long.parseLong(line.substring(KILLS_WORD.length()).strip()))
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
