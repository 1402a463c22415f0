package io.trainyard.examples;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be sent as it is.
 *
 * @param name what it is asked for by: {@code two-layer-net}
 * @param shows what there is to learn from it, a sentence or two
 * @param path where the request goes
 * @param request its body
 * @param look_at where in the answer that is to be seen
 */
record Example(
    String name,
    String title,
    String shows,
    String method,
    String path,
    Map<String, Object> request,
    String look_at,
    Gives gives) {

  /**
   * What the server says to it, by JSON pointers; numbers to a thousandth.
   *
   * @param answer in the answer itself
   * @param losses in the losses of the job that it creates, once that is over; null where it
   *     creates none
   */
  record Gives(
      int status,
      Map<String, Object> answer,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> losses) {}
}
