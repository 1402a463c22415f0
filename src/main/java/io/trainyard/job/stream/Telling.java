package io.trainyard.job.stream;

import io.trainyard.job.history.LossHistory;
import io.trainyard.job.history.LossRange;
import io.trainyard.job.history.LossRow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts into words what happened, a few thousand characters at a time, for whoever is ready. */
@Component
class Telling {
  private static final int HAPPENINGS_AT_A_TIME = 100;
  private static final int ROWS_AT_A_TIME = 200;
  private static final int BYTES_AT_A_TIME = 16 * 1024;

  private final JobLog log;
  private final LossHistory history;

  Telling(JobLog log, LossHistory history) {
    this.log = log;
    this.history = history;
  }

  /**
   * A piece of a stream.
   *
   * @param next where the next one begins
   * @param hasMore whether there is a next one already
   * @param isEnd whether nothing will follow it
   */
  record Piece(byte[] bytes, Cursor next, boolean hasMore, boolean isEnd) {}

  /** Whether nothing will follow a cursor any more: the job has ended, and that was told. */
  boolean isAllTold(Cursor from, Watch watch) {
    Piece piece = next(from, watch);
    return piece.isEnd() && piece.bytes().length == 0;
  }

  /** What follows a cursor, as far as it has happened. */
  Piece next(Cursor from, Watch watch) {
    List<Happening> page = log.read(from.position(), watch.jobId(), HAPPENINGS_AT_A_TIME);
    if (page.isEmpty() && watch.jobId() != null && log.isOver(watch.jobId(), from.position())) {
      return new Piece(new byte[0], from, false, true);
    }
    EventText text = new EventText();
    Cursor cursor = from;
    for (Happening happening : page) {
      if (watch.wants(happening)) {
        cursor = tell(happening, cursor.toldAt(happening.position()), text);
        if (cursor.position() == happening.position() && cursor.told() < happening.events()) {
          return new Piece(text.bytes(), cursor, true, false);
        }
        if (happening.isEnd() && watch.jobId() != null) {
          return new Piece(text.bytes(), cursor, false, true);
        }
      }
      cursor = Cursor.after(happening.position());
      if (text.length() >= BYTES_AT_A_TIME) {
        return new Piece(text.bytes(), cursor, true, false);
      }
    }
    return new Piece(text.bytes(), cursor, page.size() == HAPPENINGS_AT_A_TIME, false);
  }

  private Cursor tell(Happening happening, int told, EventText text) {
    if (happening.status() != null) {
      if (told == 0) {
        text.status("status", new Cursor(happening.position(), 1), happening);
      }
      if (happening.isEnd() && told < 2) {
        text.status("end", new Cursor(happening.position(), 2), happening);
      }
      return new Cursor(happening.position(), happening.events());
    }
    int count = told;
    while (count < happening.epochs() && text.length() < BYTES_AT_A_TIME) {
      int first = happening.firstEpoch() + count;
      int rest = Math.min(ROWS_AT_A_TIME, happening.epochs() - count);
      List<LossRow> rows = new ArrayList<>();
      history.read(
          happening.jobId(), new LossRange(first, first + rest, Integer.MAX_VALUE), rows::add);
      if (rows.size() < rest) {
        return new Cursor(happening.position(), happening.epochs()); // the job is being deleted
      }
      for (LossRow row : rows) {
        count++;
        text.epoch(new Cursor(happening.position(), count), happening.jobId(), row);
      }
    }
    return new Cursor(happening.position(), count);
  }
}
