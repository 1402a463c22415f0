/** {@code torch.autograd}: functions with gradients of their own, and modes for gradients. */
@NullMarked
package io.trainyard.script.torch.autograd;

import org.jspecify.annotations.NullMarked;
