/** {@code torch.optim}: optimizers and schedules that a text drives itself. */
@NullMarked
package io.trainyard.script.torch.optim;

import org.jspecify.annotations.NullMarked;
