/** Dropouts: elements or whole channels set aside at random while training. */
@NullMarked
package io.trainyard.nn.dropout;

import org.jspecify.annotations.NullMarked;
