/** Measures of predictions beside the loss, one file each, as scikit-learn computes them. */
@NullMarked
package io.trainyard.measure;

import org.jspecify.annotations.NullMarked;
