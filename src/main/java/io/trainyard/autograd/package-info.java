/** Shows what PyTorch's gradients are: carries out small texts and tells what comes of them. */
@NullMarked
package io.trainyard.autograd;

import org.jspecify.annotations.NullMarked;
