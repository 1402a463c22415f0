package io.trainyard.script.value;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in a module of which a part is written in the language itself. That part is carried out
 * when something is asked for that is not built in.
 */
public final class WrittenMembers extends AbstractMap<String, Object> {

  private final Map<String, Object> members;
  private final String text;
  private @Nullable Supplier<Map<String, Object>> source;

  /**
   * @param builtIn what need not be carried out, which the text does not replace
   * @param text the part that is written in the language
   */
  public WrittenMembers(Map<String, Object> builtIn, String text) {
    this.members = new LinkedHashMap<>(builtIn);
    this.text = text;
  }

  public String text() {
    return text;
  }

  /**
   * Says who carries out the text.
   *
   * @param names gives what the text defines, by name
   */
  public void carriedOutBy(Supplier<Map<String, Object>> names) {
    source = names;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Object known = members.get(name);
    return known == null ? all().get(name) : known;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public @Nullable Object put(String name, Object value) {
    return members.put(name, value);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return all().entrySet();
  }

  private Map<String, Object> all() {
    Supplier<Map<String, Object>> once = source;
    if (once != null) {
      source = null; // a text that asks for its own module finds what is built in
      once.get().forEach(members::putIfAbsent);
    }
    return members;
  }
}
