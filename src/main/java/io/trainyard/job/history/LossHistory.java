package io.trainyard.job.history;

import io.trainyard.job.Progress;
import io.trainyard.training.EpochResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The losses of all jobs: a row for each epoch, only ever appended, without a gap from epoch 0.
 * Read and written by plain JDBC, for there may be millions.
 */
@Repository
public class LossHistory {
  /** Rows read at a time, so that a slow reader holds neither a connection nor much memory. */
  private static final int ROWS_AT_A_TIME = 5_000;

  private static final String APPEND_PROGRESS =
      """
      update training_job
      set epochs_recorded = ?, samples = ?, training_seconds = ?, latest_train_loss = ?,
          latest_test_loss = ?, latest_learning_rate = ?, best_epoch = ?, best_loss = ?
      where id = ? and attempt = ? and epochs_recorded = ? and status in ('RUNNING', 'PAUSING', 'CANCELLING')
      """;
  private static final String APPEND_LOSS =
      """
      insert into job_loss (job_id, epoch, train_loss, test_loss, learning_rate, metrics, seconds)
      values (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SELECT =
      "select epoch, train_loss, test_loss, learning_rate, metrics, seconds from job_loss ";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final RowMapper<LossRow> ROW = LossHistory::row;

  private final JdbcTemplate jdbc;

  LossHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Appends epochs, together with whatever else the caller's transaction does. Only the latest
   * attempt may, and only where the history ends: an attempt that was thought dead does no harm.
   *
   * @param before how far the caller believes the history to go
   * @param results the epochs that follow; may be empty
   * @return how far the history goes now, or null when it is not for this attempt to write
   */
  public @Nullable Progress append(
      String jobId, int attempt, Progress before, List<EpochResult> results) {
    Progress after = before.after(results);
    int updated =
        jdbc.update(
            APPEND_PROGRESS,
            after.epochs_recorded(),
            after.samples(),
            after.training_seconds(),
            after.latest_train_loss(),
            after.latest_test_loss(),
            after.latest_learning_rate(),
            after.best_epoch(),
            after.best_loss(),
            jobId,
            attempt,
            before.epochs_recorded());
    if (updated == 0) {
      return reaches(jobId, attempt, after) ? after : null;
    }
    if (!results.isEmpty()) {
      jdbc.batchUpdate(
          APPEND_LOSS,
          results,
          results.size(),
          (statement, result) -> bind(statement, jobId, result));
    }
    return after;
  }

  /**
   * Notes how far an attempt has come that goes through epochs which are in the history already.
   *
   * @param epochs how many it has finished
   */
  public void reach(String jobId, int attempt, int epochs) {
    jdbc.update(
        "update training_job set epochs_reached = ? where id = ? and attempt = ?",
        epochs,
        jobId,
        attempt);
  }

  /** Whether this attempt did append: a commit may arrive whose answer is lost. */
  private boolean reaches(String jobId, int attempt, Progress after) {
    return !jdbc.queryForList(
            "select id from training_job where id = ? and attempt = ? and epochs_recorded = ?",
            jobId,
            attempt,
            after.epochs_recorded())
        .isEmpty();
  }

  private static void bind(PreparedStatement statement, String jobId, EpochResult result)
      throws SQLException {
    statement.setString(1, jobId);
    statement.setInt(2, result.epoch());
    statement.setDouble(3, result.train_loss());
    Double test = result.test_loss();
    if (test == null) {
      statement.setNull(4, Types.DOUBLE);
    } else {
      statement.setDouble(4, test);
    }
    statement.setDouble(5, result.learning_rate());
    statement.setString(
        6, result.metrics().isEmpty() ? null : JSON.writeValueAsString(result.metrics()));
    statement.setDouble(7, result.seconds());
  }

  /** Reads epochs in order, a thousand or so at a time, each as it was when it was recorded. */
  public void read(String jobId, LossRange range, Consumer<LossRow> reader) {
    if (range.to() <= range.from()) {
      return;
    }
    Thinning thinning = thinning(jobId, range);
    int from = range.from();
    while (from < range.to()) {
      // a window of epochs that holds about so many rows as are read at a time
      long window = (long) ROWS_AT_A_TIME * thinning.stride();
      int to = (int) Math.min(range.to(), from + window);
      page(jobId, from, to, thinning, range.from()).forEach(reader);
      from = to;
    }
  }

  private List<LossRow> page(String jobId, int from, int to, Thinning thinning, int origin) {
    String rows = SELECT + "where job_id = ? and epoch >= ? and epoch < ? ";
    if (thinning.stride() == 1) {
      return jdbc.query(rows + "order by epoch", ROW, jobId, from, to);
    }
    String kept = thinning.kept().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return jdbc.query(
        rows + "and (mod(epoch - ?, ?) = 0 or epoch in (" + kept + ")) order by epoch",
        ROW,
        jobId,
        from,
        to,
        origin,
        thinning.stride());
  }

  /**
   * Chooses what stays of a long history: the first epoch and the last, those of the lowest and the
   * highest finite loss of each curve, and of the rest every so many-th.
   */
  private Thinning thinning(String jobId, LossRange range) {
    if (!range.isThinned()) {
      return Thinning.NONE;
    }
    NavigableSet<Integer> kept = new TreeSet<>(List.of(range.from(), range.to() - 1));
    for (String extreme : List.of("train_loss", "train_loss desc", "test_loss", "test_loss desc")) {
      if (kept.size() < range.max_points()) {
        extreme(jobId, range, extreme).ifPresent(kept::add);
      }
    }
    int rest = range.max_points() - kept.size();
    int epochs = range.to() - range.from();
    return new Thinning(rest == 0 ? epochs : Math.ceilDiv(epochs, rest), kept);
  }

  private Optional<Integer> extreme(String jobId, LossRange range, String order) {
    String column = order.split(" ", 2)[0];
    return jdbc
        .query(
            """
            select epoch from job_loss
            where job_id = ? and epoch >= ? and epoch < ? and %1$s > ? and %1$s < ?
            order by %2$s, epoch limit 1
            """
                .formatted(column, order),
            (rows, number) -> rows.getInt(1),
            jobId,
            range.from(),
            range.to(),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY)
        .stream()
        .findFirst();
  }

  private static LossRow row(ResultSet rows, int number) throws SQLException {
    double test = rows.getDouble(3);
    Double testOrNone = rows.wasNull() ? null : test;
    String metrics = rows.getString(5);
    return new LossRow(
        rows.getInt(1),
        rows.getDouble(2),
        testOrNone,
        rows.getDouble(4),
        metrics == null ? Map.of() : JSON.readValue(metrics, new TypeReference<>() {}),
        rows.getDouble(6));
  }

  /**
   * What stays of a history.
   *
   * @param stride every so many-th epoch stays
   * @param kept and these, whatever the stride
   */
  private record Thinning(int stride, NavigableSet<Integer> kept) {
    static final Thinning NONE = new Thinning(1, new TreeSet<>());
  }
}
