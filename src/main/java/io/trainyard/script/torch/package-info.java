/**
 * What texts find under {@code torch}: tensors with their operators, functions, and printed form.
 */
@NullMarked
package io.trainyard.script.torch;

import org.jspecify.annotations.NullMarked;
