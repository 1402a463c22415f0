/** Pooling: one element made of all those that a window sees. */
@NullMarked
package io.trainyard.nn.pooling;

import org.jspecify.annotations.NullMarked;
