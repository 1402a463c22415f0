/** Padding: elements put around series and images, or taken away. */
@NullMarked
package io.trainyard.nn.padding;

import org.jspecify.annotations.NullMarked;
