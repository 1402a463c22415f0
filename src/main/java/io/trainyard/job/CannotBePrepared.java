package io.trainyard.job;

/** A queued job can no longer be trained; the message is a sentence for the user. */
final class CannotBePrepared extends RuntimeException {

  CannotBePrepared(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
