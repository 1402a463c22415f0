/**
 * Prepares the columns of a table for a network in scikit-learn's way: what is learned from the
 * training rows is kept and done to every row that comes later.
 */
@NullMarked
package io.trainyard.preparation;

import org.jspecify.annotations.NullMarked;
