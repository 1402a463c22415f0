/** Plans of jobs: made of requests with all their faults, and kept until a worker needs them. */
@NullMarked
package io.trainyard.job.plan;

import org.jspecify.annotations.NullMarked;
