package io.trainyard.job.web;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients call a request that they may have to send again because its answer was lost. A key
 * is kept in the transaction that makes its job, so that both are there or none, and for a day.
 */
@Component
class IdempotencyKeys {
  static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;
  private static final Duration KEPT = Duration.ofHours(24);

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final JdbcTemplate jdbc;
  private final Clock clock;

  IdempotencyKeys(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A key and what it is the key of.
   *
   * @param sha256 of the request's body, whatever the order of its fields
   */
  record Key(String word, String sha256) {}

  private record Kept(String sha256, String jobId) {}

  /**
   * The key of a request; null where it has none.
   *
   * @throws InvalidRequest when it can be none
   */
  @Nullable Key read(@Nullable String header, @Nullable Object body) {
    if (header == null) {
      return null;
    }
    if (header.isBlank() || header.length() > LONGEST || !header.matches("\\p{Print}+")) {
      throw InvalidRequest.parameter(
          HEADER,
          "invalid_value",
          "Header '%s' must have 1 to %d printable characters; got %s."
              .formatted(HEADER, LONGEST, Refusal.quoted(header)));
    }
    return new Key(header, sha256(CANONICAL.writeValueAsBytes(body)));
  }

  /**
   * The job that came of a request before; null for none.
   *
   * @throws InvalidRequest when the key was another request's
   */
  @Nullable String jobOf(Key key) {
    List<Kept> kept =
        jdbc.query(
            "select request_sha256, job_id from idempotency_key where id = ?",
            (row, number) -> new Kept(row.getString(1), row.getString(2)),
            key.word);
    if (kept.isEmpty()) {
      return null;
    }
    Kept found = kept.getFirst();
    if (!found.sha256.equals(key.sha256)) {
      throw InvalidRequest.parameter(
          HEADER,
          "duplicate",
          "The key %s has come with another request, of which the job %s was made; use a new key."
              .formatted(Refusal.quoted(key.word), found.jobId));
    }
    return found.jobId;
  }

  /**
   * Keeps a key with the job that comes of its request, within the caller's transaction.
   *
   * @throws org.springframework.dao.DuplicateKeyException when another request was first
   */
  void keep(Key key, String jobId) {
    jdbc.update(
        "insert into idempotency_key (id, request_sha256, job_id, created_at) values (?, ?, ?, ?)",
        key.word,
        key.sha256,
        jobId,
        Timestamp.from(clock.instant()));
  }

  /** Forgets what nobody will send again. */
  @Scheduled(fixedDelay = 600_000)
  void forgetOld() {
    jdbc.update(
        "delete from idempotency_key where created_at < ?",
        Timestamp.from(clock.instant().minus(KEPT)));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
