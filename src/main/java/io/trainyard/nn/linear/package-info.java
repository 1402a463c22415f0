/** Linear layers: sums of weighted features. */
@NullMarked
package io.trainyard.nn.linear;

import org.jspecify.annotations.NullMarked;
