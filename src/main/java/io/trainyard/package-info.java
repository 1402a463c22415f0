/** Trainyard, a service that trains neural networks on request over REST. */
@NullMarked
package io.trainyard;

import org.jspecify.annotations.NullMarked;
