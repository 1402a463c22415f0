package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.store.Reserve;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

class InsistenceTest {
  private final Attempts attempts = new Attempts();
  private final Database database = new Database();
  private final Insistence insistence = new Insistence(database, Reserve.none(), attempts);
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void triesAgainUntilTheDatabaseIsBack() {
    database.away = 2;
    String done =
        insistence.untilDone(
            "write",
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new DataAccessResourceFailureException("the disk is full");
              }
              return "done";
            });
    assertThat(done).isEqualTo("done");
    assertThat(tries).hasValue(2);
    assertThat(database.rolledBack).isEqualTo(1);
  }

  @Test
  void doesNotTryAgainWhatCannotWork() {
    assertThatThrownBy(() -> fails(new DuplicateKeyException("twice")))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() -> fails(new BadSqlGrammarException("t", "select", null)))
        .isInstanceOf(BadSqlGrammarException.class);
    assertThatThrownBy(() -> fails(new IllegalStateException("a mistake")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tries).hasValue(3);
  }

  @Test
  void givesUpWhenTheProcessEnds() {
    attempts.stopAll();
    assertThatThrownBy(() -> fails(new DataAccessResourceFailureException("away")))
        .isInstanceOf(DataAccessResourceFailureException.class);
    assertThat(tries).hasValue(1);
  }

  private void fails(RuntimeException e) {
    insistence.untilDone(
        "write",
        () -> {
          tries.incrementAndGet();
          throw e;
        });
  }

  /** A database that is away for the first few transactions. */
  private static final class Database extends AbstractPlatformTransactionManager {
    private int away;
    private int rolledBack;

    @Override
    protected Object doGetTransaction() {
      return this;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      if (away-- > 0) {
        throw new CannotCreateTransactionException("away");
      }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
      rolledBack++;
    }
  }
}
