/**
 * Training as plain Java: a spec becomes a plan, a plan trains on a table and gives the losses of
 * each epoch.
 */
@NullMarked
package io.trainyard.training;

import org.jspecify.annotations.NullMarked;
