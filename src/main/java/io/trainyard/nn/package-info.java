/** Modules and layers of neural networks: PyTorch's names, arguments, defaults and shapes. */
@NullMarked
package io.trainyard.nn;

import org.jspecify.annotations.NullMarked;
