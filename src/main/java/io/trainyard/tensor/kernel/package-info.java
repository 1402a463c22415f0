/**
 * The loops over plain arrays that take the time, each as a scalar and a vector twin that agree to
 * the bit.
 */
@NullMarked
package io.trainyard.tensor.kernel;

import org.jspecify.annotations.NullMarked;
