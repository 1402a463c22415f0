package io.trainyard.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the database answers, as it was last seen. */
@Component
final class DatabaseState {
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  /** Why the database is away; null while it answers. */
  @Nullable String trouble() {
    return trouble.get();
  }

  /**
   * Takes what was seen.
   *
   * @param seen why the database is away; null when it answered
   * @return whether it was otherwise before
   */
  boolean see(@Nullable String seen) {
    String before = trouble.getAndSet(seen);
    return (before == null) != (seen == null);
  }
}
