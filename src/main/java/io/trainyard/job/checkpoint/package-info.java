/** What running jobs are gone on from after their process has gone: written beside training. */
@NullMarked
package io.trainyard.job.checkpoint;

import org.jspecify.annotations.NullMarked;
