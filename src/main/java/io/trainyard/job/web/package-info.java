/** Jobs and their losses over HTTP. */
@NullMarked
package io.trainyard.job.web;

import org.jspecify.annotations.NullMarked;
