package io.trainyard.nn.recurrent;

import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What one direction of a layer learns.
 *
 * @param ih weighs the input, [gates * hidden, features]
 * @param hh weighs the state, [gates * hidden, hidden]
 * @param bih added to the weighted input; null for none
 * @param bhh added to the weighted state; null for none
 * @param hr projects what an LSTM gives; null for none
 */
record Weights(
    Tensor ih, Tensor hh, @Nullable Tensor bih, @Nullable Tensor bhh, @Nullable Tensor hr) {

  /** The same with one bias, for those that only add both: less is then left to do in each step. */
  Weights withOneBias() {
    return bih == null || bhh == null ? this : new Weights(ih, hh, bih.add(bhh), null, hr);
  }

  /** The weighted inputs of all steps, [*, gates * hidden]. */
  Tensor ofInput(Tensor input) {
    return input.linear(ih, bih);
  }

  /** The weighted state, [N, gates * hidden]. */
  Tensor ofState(State state) {
    return state.h().linear(hh, bhh);
  }
}
