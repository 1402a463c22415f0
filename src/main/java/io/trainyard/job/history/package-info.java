/** The losses of jobs, epoch by epoch: appended, read in part, written as JSON and CSV. */
@NullMarked
package io.trainyard.job.history;

import org.jspecify.annotations.NullMarked;
