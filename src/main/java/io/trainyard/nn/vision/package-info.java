/** Layers that arrange the pixels and channels of images anew. */
@NullMarked
package io.trainyard.nn.vision;

import org.jspecify.annotations.NullMarked;
