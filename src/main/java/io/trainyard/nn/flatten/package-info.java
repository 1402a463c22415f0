/** Layers that make several dimensions one, and one several. */
@NullMarked
package io.trainyard.nn.flatten;

import org.jspecify.annotations.NullMarked;
