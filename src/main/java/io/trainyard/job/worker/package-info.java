/** The workers of this node: they pick jobs, make attempts at them and record how these end. */
@NullMarked
package io.trainyard.job.worker;

import org.jspecify.annotations.NullMarked;
