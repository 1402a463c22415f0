/**
 * What numpy needs besides the texts that it is written in: its random numbers, and how single
 * numbers are printed. Its arrays are tensors.
 */
@NullMarked
package io.trainyard.script.numpy;

import org.jspecify.annotations.NullMarked;
