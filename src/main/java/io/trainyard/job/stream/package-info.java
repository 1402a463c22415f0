/**
 * What happens to jobs, in the order in which it is read, and the streams of those who follow it.
 */
@NullMarked
package io.trainyard.job.stream;

import org.jspecify.annotations.NullMarked;
