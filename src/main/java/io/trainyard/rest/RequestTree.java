package io.trainyard.rest;

import org.jspecify.annotations.Nullable;

/**
 * The JSON body of a request. A controller's method just has a parameter of this type, which is
 * nullable where the body may be left out.
 *
 * @param root maps in the order of the text, lists, strings, numbers (Integer, Long or BigInteger;
 *     Double, or BigDecimal beyond its range), booleans and nulls
 */
public record RequestTree(@Nullable Object root) {}
