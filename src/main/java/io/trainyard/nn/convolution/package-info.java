/** Convolutions and their transposes over series and images. */
@NullMarked
package io.trainyard.nn.convolution;

import org.jspecify.annotations.NullMarked;
