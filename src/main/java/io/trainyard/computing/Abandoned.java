package io.trainyard.computing;

/** Nobody waits for the answer any more. */
final class Abandoned extends RuntimeException {
  Abandoned() {
    super("the client has left");
  }
}
