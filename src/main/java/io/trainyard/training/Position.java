package io.trainyard.training;

import io.trainyard.tensor.StateDict;

/** Where a run is, between two batches. */
final class Position {

  /** The epoch that it is in, from 0. */
  int epoch;

  /** How many rows of the epoch's order are done. */
  int row;

  /** How many steps have been made. */
  long step;

  /** How many steps there were before the epoch. */
  long firstStep;

  /** The learning rate that the epoch began with. */
  double rate;

  /** The losses of the epoch's batches so far. */
  double total;

  /** The time that the epoch took so far, in seconds. */
  double seconds;

  /** Goes on to the next epoch. */
  void nextEpoch() {
    epoch++;
    row = 0;
    firstStep = step;
    total = 0;
    seconds = 0;
  }

  /** Whether no batch of the epoch has been made yet. */
  boolean isAtBegin() {
    return row == 0;
  }

  void save(StateDict to) {
    to.put("epoch", epoch);
    to.put("row", row);
    to.put("step", step);
    to.put("first_step", firstStep);
    to.put("rate", rate);
    to.put("total", total);
    to.put("seconds", seconds);
  }

  void load(StateDict from) {
    epoch = Math.toIntExact(from.whole("epoch"));
    row = Math.toIntExact(from.whole("row"));
    step = from.whole("step");
    firstStep = from.whole("first_step");
    rate = from.number("rate");
    total = from.number("total");
    seconds = from.number("seconds");
  }
}
