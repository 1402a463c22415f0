/** The one list of all layers that a request can name. */
@NullMarked
package io.trainyard.nn.catalog;

import org.jspecify.annotations.NullMarked;
