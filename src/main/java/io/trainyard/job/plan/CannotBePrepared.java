package io.trainyard.job.plan;

/** A queued job can no longer be trained; the message is a sentence for the user. */
public final class CannotBePrepared extends RuntimeException {

  public CannotBePrepared(String sentence) {
    super(sentence);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
