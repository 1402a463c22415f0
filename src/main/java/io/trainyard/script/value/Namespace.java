package io.trainyard.script.value;

import java.util.Map;

/**
 * A module: {@code torch.nn}.
 *
 * @param members what is in it, by name
 * @param isOpen whether a text may set what is in it, as settings that mean nothing here
 */
public record Namespace(String name, Map<String, Object> members, boolean isOpen) {

  /** One whose members stay what they are. */
  public Namespace(String name, Map<String, Object> members) {
    this(name, members, false);
  }

  @Override
  public String toString() {
    return "<module '" + name + "'>";
  }
}
