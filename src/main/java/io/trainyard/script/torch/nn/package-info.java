/** Modules of {@code torch.nn} as a text makes, derives, calls and prints them. */
@NullMarked
package io.trainyard.script.torch.nn;

import org.jspecify.annotations.NullMarked;
