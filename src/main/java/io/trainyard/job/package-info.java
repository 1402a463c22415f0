/** Jobs: asked for, queued, trained by a worker, followed by their losses. */
@NullMarked
package io.trainyard.job;

import org.jspecify.annotations.NullMarked;
