package io.trainyard.job.worker;

/** Ends what an attempt is about, because it was asked to stop. */
final class AttemptStopped extends RuntimeException {

  AttemptStopped(Attempt attempt) {
    super("The %s was asked to stop.".formatted(attempt), null, false, false);
  }
}
