package io.trainyard.job.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One who follows what happens. Nothing is kept for it but how far it is: when its connection takes
 * more, the next piece is read from the database, so that a slow reader costs no thread and no
 * memory. One that takes nothing for long is closed by the web server, and may go on from where it
 * was.
 */
final class JobStream implements WriteListener, AsyncListener {
  private static final Logger log = LoggerFactory.getLogger(JobStream.class);

  private final Watch watch;
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Telling telling;
  private final Executor pump;
  private final Consumer<JobStream> closed;
  private final AtomicBoolean turnIsDue = new AtomicBoolean();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean beatIsDue = new AtomicBoolean();
  private volatile boolean endsWhenTold;
  private volatile boolean hasFailed;
  private Cursor cursor;
  private boolean isAtEnd;
  private boolean isUnflushed;

  /**
   * Begins a stream.
   *
   * @param from how far the reader is already
   * @param context the exchange, which nobody else touches from now on
   * @param pump does the work
   * @param closed hears of the end
   */
  JobStream(
      Watch watch,
      Cursor from,
      AsyncContext context,
      Telling telling,
      Executor pump,
      Consumer<JobStream> closed)
      throws IOException {
    this.watch = watch;
    this.cursor = from;
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.telling = telling;
    this.pump = pump;
    this.closed = closed;
  }

  void open() {
    context.addListener(this);
    beatIsDue.set(true); // tells the reader where it is, should it be cut off before anything else
    out.setWriteListener(this);
  }

  Watch watch() {
    return watch;
  }

  /** Whether the database did not answer when it was asked last. */
  boolean hasFailed() {
    return hasFailed;
  }

  /** Something may have happened that is not told yet. */
  void wake() {
    if (!turnIsDue.getAndSet(true)) {
      pump.execute(this::turn);
    }
  }

  /** Something is to be written, be it only that there is nothing. */
  void beat() {
    beatIsDue.set(true);
    wake();
  }

  /** Ends once all is told that has happened so far. */
  void endWhenTold() {
    endsWhenTold = true;
    wake();
  }

  private void turn() {
    turnIsDue.set(false);
    try {
      if (tell()) {
        wake();
      }
    } catch (IOException e) {
      log.debug("A reader of {} has gone.", watch, e);
      leave(); // the web server has met it too, and says so next
    } catch (IllegalStateException e) {
      log.debug("The exchange with a reader of {} has ended.", watch, e);
      leave();
    } catch (DataAccessException | TransactionException e) {
      hasFailed = true; // it is asked again
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("A stream of {} ends with an error of our own.", watch, e);
      close();
    }
  }

  /** Tells a piece; returns whether there is another one and the connection takes it. */
  private synchronized boolean tell() throws IOException {
    if (isClosed.get() || !flush()) {
      return false;
    }
    if (isAtEnd) {
      close();
      return false;
    }
    Telling.Piece piece = telling.next(cursor, watch);
    hasFailed = false;
    cursor = piece.next();
    isAtEnd = piece.isEnd() || (endsWhenTold && !piece.hasMore());
    byte[] bytes = piece.bytes();
    if (beatIsDue.getAndSet(false) && bytes.length == 0 && !isAtEnd) {
      EventText text = new EventText();
      text.heartbeat();
      text.place(cursor);
      bytes = text.bytes();
    }
    if (bytes.length > 0) {
      out.write(bytes);
      isUnflushed = true;
    }
    return (flush() && piece.hasMore()) || isAtEnd;
  }

  /** Returns whether all that was written is on its way; if not, the connection will call. */
  private boolean flush() throws IOException {
    if (!out.isReady()) {
      return false;
    }
    if (isUnflushed) {
      out.flush();
      isUnflushed = false;
      return out.isReady();
    }
    return true;
  }

  /** Ends it now. */
  void close() {
    if (leave()) {
      complete();
    }
  }

  /** Nothing more is written, nor being written; returns whether that is news. */
  private synchronized boolean leave() {
    closed.accept(this);
    return !isClosed.getAndSet(true);
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      log.debug("The exchange with a reader of {} has ended already.", watch, e);
    }
  }

  @Override
  public void onWritePossible() {
    wake();
  }

  @Override
  public void onError(Throwable cause) {
    log.debug("A reader of {} has gone.", watch, cause);
    leave();
  }

  @Override
  public void onError(AsyncEvent event) {
    leave();
    complete();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    leave();
    complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    leave();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
