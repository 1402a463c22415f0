/** Losses: how far predictions are from their targets, as PyTorch computes them. */
@NullMarked
package io.trainyard.loss;

import org.jspecify.annotations.NullMarked;
