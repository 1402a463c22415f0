package io.trainyard.loss;

/** How the outputs of a network that a loss trains are made of probabilities. */
public enum Link {
  /** They are not. */
  NONE,
  /** They are the probabilities themselves. */
  IDENTITY,
  /** Logarithms of the probabilities. */
  LOG,
  /** What a sigmoid makes probabilities of, each by itself. */
  LOGIT,
  /** What softmax makes probabilities of, all together. */
  MULTINOMIAL_LOGIT
}
