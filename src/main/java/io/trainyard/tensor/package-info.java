/**
 * Tensors of 32-bit floats with automatic differentiation, run at once or recorded and replayed.
 */
@NullMarked
package io.trainyard.tensor;

import org.jspecify.annotations.NullMarked;
