/** Trained models: what they are, where they came from, their parameters, and what they predict. */
@NullMarked
package io.trainyard.model;

import org.jspecify.annotations.NullMarked;
