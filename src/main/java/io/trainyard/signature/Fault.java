package io.trainyard.signature;

/**
 * One thing that is wrong in a request.
 *
 * @param pointer the place, as an RFC 6901 JSON pointer ({@code /model/layers/2/in_features})
 * @param detail a sentence in the user's words: what was expected and what came
 * @param code a short constant that programs can act on ({@code shape_mismatch})
 */
public record Fault(String pointer, String detail, String code) {}
