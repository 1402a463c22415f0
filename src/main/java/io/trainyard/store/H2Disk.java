package io.trainyard.store;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The disk below an H2 database, which by itself writes half a second after a commit and leaves the
 * rest to the operating system. Used by one thread.
 */
final class H2Disk implements SharedSync.Disk {
  private final DataSource database;
  private @Nullable WeakReference<MVStore> last;

  /**
   * The disk of a database.
   *
   * @param database gives a new connection each time: those that wait may have all of the pool, and
   *     one that is kept would keep a database that H2 has given up
   */
  H2Disk(DataSource database) {
    this.database = database;
  }

  @Override
  public void force() {
    try (Connection connection = database.getConnection()) {
      if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        force(session.getDatabase().getStore().getMvStore());
      } else {
        try (Statement statement = connection.createStatement()) {
          statement.execute("checkpoint sync");
        }
      }
    } catch (SQLException | RuntimeException e) {
      throw new DataAccessResourceFailureException("H2 could not force its file to the disk.", e);
    }
  }

  private void force(MVStore store) {
    if (!store.isPersistent()) {
      return;
    }
    boolean reopened = last != null && last.get() != store;
    last = new WeakReference<>(store);
    if (reopened) {
      throw new IllegalStateException("The file was closed and opened since the last time.");
    }
    store.commit();
    // The statement CHECKPOINT SYNC leaves this out: what was committed may be part of a write that
    // another thread of H2 has still to do.
    store.executeFilestoreOperation(() -> {});
    store.sync();
  }
}
