package io.trainyard.job.worker;

import io.trainyard.store.Durability;
import io.trainyard.store.Reserve;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that are tried again for as long as the database is away or its disk is full: what
 * was trained is not thrown away because of that. They need not be on the disk when they are done:
 * what a machine loses with its power is trained again.
 */
@Component
class Insistence {
  private static final Logger log = LoggerFactory.getLogger(Insistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final TransactionTemplate transaction;
  private final Reserve reserve;
  private final Attempts attempts;

  Insistence(
      @Qualifier(Durability.UNFORCED) PlatformTransactionManager transactions,
      Reserve reserve,
      Attempts attempts) {
    this.transaction = new TransactionTemplate(transactions);
    this.reserve = reserve;
    this.attempts = attempts;
  }

  /**
   * Runs work in a transaction until it is done.
   *
   * @param what the work, to follow "could not" in the log
   * @param work may be run several times; each but the last is rolled back, or is not known to have
   *     been committed
   * @throws DataAccessException or {@link TransactionException} when another try would be no
   *     better, or the process ends
   */
  <T> T untilDone(String what, Supplier<T> work) {
    return untilRead(
        what,
        () -> {
          reserve.await(() -> attempts.stopsWithin(FIRST_PAUSE));
          return transaction.execute(status -> work.get());
        });
  }

  /**
   * Reads until it is read, outside of any transaction.
   *
   * @param what the work, to follow "could not" in the log
   * @param work may be run several times
   * @throws DataAccessException or {@link TransactionException} as {@link #untilDone} does
   */
  <T> T untilRead(String what, Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        T result = work.get();
        if (pause.compareTo(FIRST_PAUSE) > 0) {
          log.info("The database is back; this is done: {}.", what);
        }
        return result;
      } catch (DataAccessException | TransactionException e) {
        if (isHopeless(e)) {
          throw e;
        }
        log.error("Could not {}; the next try is in {} ms.", what, pause.toMillis(), e);
        if (attempts.stopsWithin(pause)) {
          throw e;
        }
      }
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  private static boolean isHopeless(RuntimeException e) {
    return e instanceof DataIntegrityViolationException
        || e instanceof InvalidDataAccessApiUsageException
        || e instanceof InvalidDataAccessResourceUsageException;
  }
}
