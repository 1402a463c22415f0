/** Attention, and what transformers are made of. */
@NullMarked
package io.trainyard.nn.attention;

import org.jspecify.annotations.NullMarked;
