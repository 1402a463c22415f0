package io.trainyard.job;

import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * A process of the service, as it stands in the row of the job that it works on.
 *
 * @param node_id its own, new at each start
 * @param node_machine where the numbers of its processes mean something
 * @param node_pid its number there
 * @param node_started_at when it began: numbers are used again
 * @param node_memory_kills how many processes that machine had ended for lack of memory until then;
 *     -1 where it does not say
 */
@Embeddable
public record Node(
    String node_id,
    String node_machine,
    long node_pid,
    Instant node_started_at,
    long node_memory_kills) {

  boolean isOnMachineOf(Node other) {
    return node_machine.equals(other.node_machine);
  }

  /** Whether the machine of both has ended processes for lack of memory since an earlier look. */
  boolean sawMemoryEndSince(Node before) {
    return isOnMachineOf(before)
        && before.node_memory_kills >= 0
        && node_memory_kills > before.node_memory_kills;
  }
}
