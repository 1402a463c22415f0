/**
 * Optimizers and learning-rate schedulers: PyTorch's names, arguments, defaults and update rules.
 */
@NullMarked
package io.trainyard.optim;

import org.jspecify.annotations.NullMarked;
