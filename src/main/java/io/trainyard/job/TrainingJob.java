package io.trainyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

/**
 * A job from its submission to its end. Every change of its state goes through {@link #become},
 * which asks {@link JobStatus#mayBecome}; every change publishes what happened when the job is
 * saved.
 */
@Entity
public class TrainingJob extends AbstractAggregateRoot<TrainingJob> {
  public static final String PREFIX = "job_";

  /** So many workers may be lost with a job, without a new epoch, before it is given up. */
  public static final int MOST_LOST_ATTEMPTS = 5;

  @Id private String id;
  @Version private @Nullable Long version;
  private @Nullable String name;
  private Labels labels;

  @Enumerated(EnumType.STRING)
  private JobStatus status;

  @Enumerated(EnumType.STRING)
  private @Nullable StatusReason status_reason;

  private @Nullable String error;
  private int attempt;

  /** Whom the latest attempt belongs to. */
  @Embedded private @Nullable Node node;

  /** How many epochs the history had when the latest attempt began. */
  private int recorded_before;

  /** How many epochs the latest attempt has finished itself; {@code LossHistory} writes it. */
  private int epochs_reached;

  /** How many checkpoints there have been; {@code Checkpoints} writes it. */
  @Column(insertable = false, updatable = false)
  private int checkpoints;

  /** How many there had been when the latest attempt began. */
  private int checkpoints_before;

  private LostAttempts lost;

  @Column(updatable = false)
  private String dataset_id;

  @Column(updatable = false)
  private String dataset_name;

  @Column(updatable = false)
  private String dataset_sha256;

  /** JSON; parameters written out in the request are kept apart, see {@code InitialStates}. */
  private String spec;

  @Column(updatable = false)
  private boolean has_initial_state;

  private int epochs;

  @Embedded private JobTerms terms;
  @Embedded private JobSummary summary;

  @Column(updatable = false)
  private long memory_bytes;

  private @Nullable String model_id;

  @Column(updatable = false)
  private Instant created_at;

  private Instant queued_at;
  private @Nullable Instant started_at;
  private @Nullable Instant finished_at;
  @Embedded private Progress progress;

  /** For the database's records only. */
  @SuppressWarnings("NullAway.Init")
  protected TrainingJob() {}

  /** A new job, queued. */
  public TrainingJob(String id, Submission submission, Instant now) {
    this.id = id;
    this.name = submission.name();
    this.labels = new Labels(submission.labels());
    this.status = JobStatus.QUEUED;
    this.dataset_id = submission.dataset().id();
    this.dataset_name = submission.dataset().name();
    this.dataset_sha256 = submission.dataset().sha256();
    this.spec = submission.spec();
    this.has_initial_state = submission.initialState() != null;
    this.epochs = submission.epochs();
    this.terms = submission.terms();
    this.summary = JobSummary.of(submission.plan().summary());
    this.memory_bytes = submission.plan().estimate().memory_bytes();
    this.created_at = now;
    this.queued_at = now;
    this.progress = Progress.NONE;
    this.lost = LostAttempts.NONE;
    registerEvent(new JobSubmitted(id, name));
  }

  /**
   * A worker begins an attempt.
   *
   * @param worker the node that it is of
   * @return whether there is anything to train: not when the job was cancelled or has cost too many
   *     workers
   */
  public boolean start(Instant now, Node worker) {
    if (status == JobStatus.CANCELLING || status == JobStatus.PAUSING) {
      leave(now); // its worker was lost before it had done so
      return false;
    }
    boolean isLost = status == JobStatus.RUNNING;
    if (isLost && !hasGotOn()) {
      boolean memory = node != null && worker.sawMemoryEndSince(node);
      lost = lost.and(new LostAttempts.Lost(attempt, epochs_reached, memory));
      if (lost.all().size() >= MOST_LOST_ATTEMPTS) {
        finish(JobStatus.FAILED, StatusReason.WORKER_LOST, lost.sentence(), now);
        return false;
      }
    } else if (hasGotOn()) {
      lost = LostAttempts.NONE;
    }
    become(JobStatus.RUNNING);
    attempt++;
    node = worker;
    recorded_before = progress.epochs_recorded();
    checkpoints_before = checkpoints;
    epochs_reached = 0;
    if (started_at == null) {
      started_at = now;
    }
    Duration wait = isLost ? Duration.ZERO : Duration.between(queued_at, now);
    registerEvent(new JobStarted(id, name, attempt, AttemptCause.of(attempt, isLost), wait));
    return true;
  }

  /** Whether the latest attempt has come further than any before it. */
  private boolean hasGotOn() {
    return progress.epochs_recorded() > recorded_before || checkpoints > checkpoints_before;
  }

  /** Its worker leaves it unfinished: it goes where the user or the worker wanted it. */
  public void leave(Instant now) {
    switch (status) {
      case CANCELLING -> finish(JobStatus.CANCELLED, StatusReason.USER_CANCELLED, null, now);
      case PAUSING -> {
        become(JobStatus.PAUSED);
        registerEvent(new JobPaused(id));
      }
      case RUNNING -> {
        become(JobStatus.QUEUED);
        queued_at = now;
        registerEvent(new JobPutBack(id));
      }
      default -> throw illegal("The job %s is %s and nobody can leave it.");
    }
  }

  /**
   * The user wants it put by. Without a worker it is at once; asking again changes nothing.
   *
   * @throws IllegalTransition when it has ended or is about to
   */
  public void pause() {
    switch (status) {
      case PAUSING, PAUSED -> {}
      case QUEUED -> {
        become(JobStatus.PAUSED);
        registerEvent(new JobPaused(id));
      }
      default -> {
        become(JobStatus.PAUSING);
        registerEvent(new JobPausing(id));
      }
    }
  }

  /**
   * The user wants it to go on; asking again changes nothing.
   *
   * @throws IllegalTransition when it has ended or is about to
   */
  public void resume(Instant now) {
    if (status == JobStatus.QUEUED || status == JobStatus.RUNNING) {
      return;
    }
    // The worker of one that is pausing puts it back into the queue.
    become(status == JobStatus.PAUSING ? JobStatus.RUNNING : JobStatus.QUEUED);
    queued_at = now;
    registerEvent(new JobResumed(id, status));
  }

  /** Gives it more epochs, as the new spec says; only while it is paused. */
  public void raise(int newEpochs, String newSpec) {
    if (status != JobStatus.PAUSED) {
      throw illegal("The job %s is %s; only a paused job can be given more epochs.");
    }
    epochs = newEpochs;
    spec = newSpec;
  }

  /**
   * The user wants it stopped. Without a worker it ends at once; asking again changes nothing.
   *
   * @throws IllegalTransition when it has ended otherwise
   */
  public void cancel(Instant now) {
    switch (status) {
      case CANCELLING, CANCELLED -> {}
      case QUEUED, PAUSED -> finish(JobStatus.CANCELLED, StatusReason.USER_CANCELLED, null, now);
      default -> {
        become(JobStatus.CANCELLING);
        registerEvent(new JobCancelling(id));
      }
    }
  }

  /** What was learned stays, though the job is about to end otherwise than it was meant to. */
  public void keep(String model) {
    if (status != JobStatus.RUNNING && status != JobStatus.CANCELLING) {
      throw illegal("The job %s is %s and learns nothing.");
    }
    model_id = model;
  }

  /** It was trained to its end and has its model. */
  public void succeed(StatusReason reason, String model, Instant now) {
    finish(JobStatus.SUCCEEDED, reason, null, now);
    model_id = model;
  }

  /**
   * It cannot be trained.
   *
   * @param sentence why, for the user
   */
  public void fail(StatusReason reason, String sentence, Instant now) {
    finish(JobStatus.FAILED, reason, sentence, now);
  }

  private void finish(
      JobStatus outcome, StatusReason reason, @Nullable String sentence, Instant now) {
    become(outcome);
    status_reason = reason;
    error = sentence == null ? null : JobWords.shortened(sentence);
    finished_at = now;
    Duration duration = started_at == null ? null : Duration.between(started_at, now);
    registerEvent(new JobFinished(id, outcome, reason, duration));
  }

  private void become(JobStatus next) {
    if (!status.mayBecome(next)) {
      throw new IllegalTransition(
          "The job %s is %s and cannot become %s.".formatted(id, status, next), status);
    }
    status = next;
  }

  private IllegalTransition illegal(String sentence) {
    return new IllegalTransition(sentence.formatted(id, status), status);
  }

  /** Gives it another name, or none. */
  public void rename(@Nullable String newName) {
    name = newName;
    registerEvent(new JobRenamed(id, name));
  }

  public void relabel(Map<String, String> newLabels) {
    labels = new Labels(newLabels);
  }

  /**
   * Makes sure that it can be deleted.
   *
   * @throws IllegalTransition when it has not finished
   */
  public void delete() {
    if (!status.isFinished()) {
      throw illegal("The job %s is %s; only a finished job can be deleted. Cancel it first.");
    }
    registerEvent(new JobDeleted(id));
  }

  public String id() {
    return id;
  }

  /** Grows with every change of the job itself, though not with its progress. */
  public long version() {
    return version == null ? 0 : version;
  }

  public @Nullable String name() {
    return name;
  }

  public Map<String, String> labels() {
    return labels.byName();
  }

  public JobStatus status() {
    return status;
  }

  public @Nullable StatusReason statusReason() {
    return status_reason;
  }

  public @Nullable String error() {
    return error;
  }

  public int attempt() {
    return attempt;
  }

  /** What there is to know of the latest attempt while it runs. */
  public AttemptState attemptState() {
    return new AttemptState(id, status, attempt, node);
  }

  public String datasetId() {
    return dataset_id;
  }

  public String datasetName() {
    return dataset_name;
  }

  public String datasetSha256() {
    return dataset_sha256;
  }

  public String spec() {
    return spec;
  }

  /** Whether parameters were written out in the request. */
  public boolean hasInitialState() {
    return has_initial_state;
  }

  public int epochs() {
    return epochs;
  }

  public JobTerms terms() {
    return terms;
  }

  public JobSummary summary() {
    return summary;
  }

  public long memoryBytes() {
    return memory_bytes;
  }

  public @Nullable String modelId() {
    return model_id;
  }

  public Instant createdAt() {
    return created_at;
  }

  public @Nullable Instant startedAt() {
    return started_at;
  }

  public @Nullable Instant finishedAt() {
    return finished_at;
  }

  public Progress progress() {
    return progress;
  }
}
