package io.trainyard.job.checkpoint;

import io.trainyard.rest.Ids;
import io.trainyard.store.Durability;
import io.trainyard.store.Parts;
import io.trainyard.training.CheckpointRule;
import io.trainyard.training.RunCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The checkpoints of all jobs. One is written in a single transaction, which takes away those that
 * it makes superfluous; only the latest attempt at a job may, and only as far as the job's losses
 * are recorded. A machine may lose with its power what was written last: then an earlier one
 * counts.
 */
@Repository
public class Checkpoints {
  private static final String PREFIX = "ckp_";

  private static final String FENCE =
      """
      update training_job set checkpoints = checkpoints + 1
      where id = ? and attempt = ? and epochs_recorded >= ? and status in ('RUNNING', 'PAUSING', 'CANCELLING')
      """;
  private static final String INSERT =
      """
      insert into job_checkpoint (id, job_id, number, attempt, epoch, step, size_bytes, sha256, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SELECT =
      """
      select c.id, c.number, c.attempt, c.epoch, c.step, l.train_loss, l.test_loss, c.size_bytes, c.sha256, c.created_at
      from job_checkpoint c left join job_loss l on l.job_id = c.job_id and l.epoch = c.epoch - 1
      where c.job_id = ?
      """;
  private static final RowMapper<StoredCheckpoint> ROW = Checkpoints::row;

  private final JdbcTemplate jdbc;
  private final Parts parts;
  private final Ids ids;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Checkpoints(
      JdbcTemplate jdbc,
      JdbcClient client,
      Ids ids,
      Clock clock,
      @Qualifier(Durability.UNFORCED) PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.parts = new Parts(client, "job_checkpoint_part", "checkpoint_id");
    this.ids = ids;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Stores a checkpoint.
   *
   * @return false when the attempt is not the job's latest any more
   */
  public boolean save(String jobId, int attempt, RunCheckpoint checkpoint, CheckpointRule rule) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> {
          boolean saved = insert(jobId, attempt, checkpoint);
          if (saved) {
            thin(jobId, rule);
          } else {
            status.setRollbackOnly();
          }
          return saved;
        }));
  }

  private boolean insert(String jobId, int attempt, RunCheckpoint checkpoint) {
    // Whoever trains writes to the job's row too: it is held from the fence to the commit alone.
    String id = ids.next(PREFIX);
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        INSERT, id, jobId, -attempt, attempt, checkpoint.epoch(), checkpoint.step(), 0, "", now);
    var counted = new Counted(parts.write(id, checkpoint.bytes()));
    String sha256;
    try (counted) {
      sha256 = checkpoint.write(counted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (jdbc.update(FENCE, jobId, attempt, checkpoint.epoch()) == 0) {
      return false;
    }
    jdbc.update(
        """
        update job_checkpoint set size_bytes = ?, sha256 = ?,
            number = (select j.checkpoints from training_job j where j.id = job_checkpoint.job_id)
        where id = ?
        """,
        counted.bytes,
        sha256,
        id);
    return true;
  }

  /** Takes away what a rule does not keep. */
  private void thin(String jobId, CheckpointRule rule) {
    List<StoredCheckpoint> all = list(jobId);
    Set<String> kept = new HashSet<>();
    all.stream().limit(rule.keep_latest()).forEach(checkpoint -> kept.add(checkpoint.id()));
    all.stream()
        .filter(checkpoint -> Double.isFinite(checkpoint.loss()))
        .sorted(Comparator.comparingDouble(StoredCheckpoint::loss))
        .limit(rule.keep_best())
        .forEach(checkpoint -> kept.add(checkpoint.id()));
    for (StoredCheckpoint checkpoint : all) {
      if (!kept.contains(checkpoint.id())) {
        jdbc.update("delete from job_checkpoint where id = ?", checkpoint.id());
      }
    }
  }

  /** Those of a job, newest first. */
  public List<StoredCheckpoint> list(String jobId) {
    return jdbc.query(SELECT + "and c.number > 0 order by c.number desc", ROW, jobId);
  }

  public Optional<StoredCheckpoint> find(String jobId, int number) {
    return jdbc.query(SELECT + "and c.number = ?", ROW, jobId, number).stream().findFirst();
  }

  /**
   * The checkpoint itself.
   *
   * @throws UncheckedIOException when it is not what was written, or has been taken away
   */
  public RunCheckpoint read(StoredCheckpoint stored) {
    try (InputStream in = parts.read(stored.id())) {
      return RunCheckpoint.read(in, stored.size_bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes all of a job away, within the caller's transaction. */
  public void deleteAll(String jobId) {
    jdbc.update("delete from job_checkpoint where job_id = ?", jobId);
  }

  private static StoredCheckpoint row(ResultSet rows, int number) throws SQLException {
    return new StoredCheckpoint(
        rows.getString(1),
        rows.getInt(2),
        rows.getInt(3),
        rows.getInt(4),
        rows.getLong(5),
        optional(rows, 6),
        optional(rows, 7),
        rows.getLong(8),
        rows.getString(9),
        rows.getTimestamp(10).toInstant());
  }

  private static @Nullable Double optional(ResultSet rows, int column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? null : value;
  }

  /** Counts what goes through. */
  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int oneByte) throws IOException {
      out.write(oneByte);
      bytes++;
    }

    @Override
    public void write(byte[] from, int begin, int count) throws IOException {
      out.write(from, begin, count);
      bytes += count;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
