/** Computes for requests, on a few threads of its own and within limits of time and memory. */
@NullMarked
package io.trainyard.computing;

import org.jspecify.annotations.NullMarked;
