/** Tells Prometheus what the jobs do. */
@NullMarked
package io.trainyard.metrics;

import org.jspecify.annotations.NullMarked;
