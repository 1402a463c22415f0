/** Layers that look rows of a table up by their numbers. */
@NullMarked
package io.trainyard.nn.sparse;

import org.jspecify.annotations.NullMarked;
