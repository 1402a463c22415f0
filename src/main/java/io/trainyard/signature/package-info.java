/**
 * Reads what a request asks for against the constructor of the class that will do it, and names
 * every fault.
 */
@NullMarked
package io.trainyard.signature;

import org.jspecify.annotations.NullMarked;
