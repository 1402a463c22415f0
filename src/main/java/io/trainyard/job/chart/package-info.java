/** Draws the losses of a job as SVG. */
@NullMarked
package io.trainyard.job.chart;

import org.jspecify.annotations.NullMarked;
