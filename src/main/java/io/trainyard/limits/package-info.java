/** The most that one request may ask for, set by whoever runs the service. */
@NullMarked
package io.trainyard.limits;

import org.jspecify.annotations.NullMarked;
