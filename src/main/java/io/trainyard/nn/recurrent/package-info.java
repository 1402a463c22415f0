/** Layers that go through sequences step by step and carry a state from each to the next. */
@NullMarked
package io.trainyard.nn.recurrent;

import org.jspecify.annotations.NullMarked;
