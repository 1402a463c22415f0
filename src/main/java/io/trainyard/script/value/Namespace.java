package io.trainyard.script.value;

import java.util.Map;

/**
 * A module that can be imported, such as {@code torch.nn}.
 *
 * @param members what is in it, by name
 */
public record Namespace(String name, Map<String, Object> members) {
  @Override
  public String toString() {
    return "<module '" + name + "'>";
  }
}
