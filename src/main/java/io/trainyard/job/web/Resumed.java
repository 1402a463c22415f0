package io.trainyard.job.web;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different when a job goes on.
 *
 * @param epochs how many it has then in all; null for as many as before
 */
public record Resumed(@Nullable @Bounds(min = 1) Integer epochs) {
  private static final Signature<Resumed> SIGNATURE = Signature.of(Resumed.class);

  /**
   * Reads a request.
   *
   * @throws InvalidRequest with every fault that it has
   */
  static Resumed read(@Nullable Object body) {
    Faults faults = new Faults();
    Recipe<Resumed> recipe = SIGNATURE.read(body, faults);
    InvalidRequest.throwIfAny(faults);
    return Objects.requireNonNull(recipe).create();
  }
}
