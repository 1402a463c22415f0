/** Tables to train on: reading, storing and handing out their columns. */
@NullMarked
package io.trainyard.dataset;

import org.jspecify.annotations.NullMarked;
