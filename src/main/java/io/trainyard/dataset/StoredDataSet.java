package io.trainyard.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A data set as it stands in the database. It is stored whole or not at all, and never changes. */
@Entity
@Table(name = "data_set")
class StoredDataSet {
  @Id private String id;
  @Version private @Nullable Long version;

  @Column(updatable = false)
  private String name;

  @Column(name = "row_count", updatable = false)
  private int rows;

  @Column(name = "column_count", updatable = false)
  private int columns;

  @Column(name = "size_bytes", updatable = false)
  private long sizeBytes;

  @Column(updatable = false)
  private String sha256;

  @Column(name = "content_type", updatable = false)
  private String contentType;

  @Column(name = "read_only", updatable = false)
  private boolean readOnly;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  /** For the database. */
  @SuppressWarnings("NullAway.Init")
  protected StoredDataSet() {}

  StoredDataSet(
      String id,
      String name,
      TableProfile profile,
      Upload upload,
      String contentType,
      boolean readOnly,
      Instant createdAt) {
    this.id = id;
    this.name = name;
    this.rows = profile.rows();
    this.columns = profile.columns().size();
    this.sizeBytes = upload.size();
    this.sha256 = upload.digest();
    this.contentType = contentType;
    this.readOnly = readOnly;
    this.createdAt = createdAt;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  String sha256() {
    return sha256;
  }

  String contentType() {
    return contentType;
  }

  boolean readOnly() {
    return readOnly;
  }

  Instant createdAt() {
    return createdAt;
  }
}
