/** Normalizations over batches, channels, groups and last dimensions. */
@NullMarked
package io.trainyard.nn.normalization;

import org.jspecify.annotations.NullMarked;
