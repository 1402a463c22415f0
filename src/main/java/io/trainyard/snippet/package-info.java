/** Shows what PyTorch's gradients are: carries out small texts and tells what comes of them. */
@NullMarked
package io.trainyard.snippet;

import org.jspecify.annotations.NullMarked;
