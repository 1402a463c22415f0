package io.trainyard.job;

/** Something was asked of a job that its state does not allow. Nothing has changed. */
public final class IllegalTransition extends RuntimeException {
  private final transient JobStatus status;

  IllegalTransition(String detail, JobStatus status) {
    super(detail);
    this.status = status;
  }

  public JobStatus status() {
    return status;
  }
}
