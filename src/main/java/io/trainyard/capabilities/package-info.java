/**
 * Tells users what a job may use: every layer, loss, optimizer and so on, and the limits in force.
 */
@NullMarked
package io.trainyard.capabilities;

import org.jspecify.annotations.NullMarked;
