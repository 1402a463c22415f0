package io.trainyard.loss;

/** What a loss compares an input of shape [N, C] with. */
public enum Target {
  /** Class numbers from 0 to C - 1, of shape [N]. */
  CLASSES,
  /** Numbers from 0 to 1, of shape [N, C]: for CrossEntropyLoss, shares that add up to 1. */
  PROBABILITIES,
  /** Numbers that are -1 or 1, of shape [N, C]. */
  SIGNS,
  /** Any numbers, of shape [N, C]. */
  VALUES
}
