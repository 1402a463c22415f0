package io.trainyard;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells the connection pool when a connection is of no use any more. H2 closes its database when it
 * cannot write, say because the disk is full, and opens it again only after the last connection to
 * the closed one has gone; the pool would keep them for ever.
 */
public final class LostDatabase implements SQLExceptionOverride {
  /** H2: IO exceptions, and whatever it says of a database that it has closed. */
  private static final Set<Integer> CLOSED = Set.of(90007, 90028, 90031, 90067, 90098, 90121);

  @java.lang.Override
  public Override adjudicate(SQLException exception) {
    return CLOSED.contains(exception.getErrorCode())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
