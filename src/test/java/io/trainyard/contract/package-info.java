/** Holds what the server does against what {@code openapi.yaml} says. */
@NullMarked
package io.trainyard.contract;

import org.jspecify.annotations.NullMarked;
