/** Requests to begin with: each ready to be sent, with what it shows and what it gives. */
@NullMarked
package io.trainyard.examples;

import org.jspecify.annotations.NullMarked;
