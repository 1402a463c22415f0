package io.trainyard.rest;

import java.util.List;

/**
 * A request was answered with 422.
 *
 * @param codes the code of each fault found
 */
public record RequestRefused(List<String> codes) {}
