/** Activations: functions, most of them of each element by itself. */
@NullMarked
package io.trainyard.nn.activation;

import org.jspecify.annotations.NullMarked;
