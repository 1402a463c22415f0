package io.trainyard.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A family of classes of which a request chooses one by its {@code type}: all layers, all losses.
 * The members are those that the sealed class permits or that its {@link Members} name.
 *
 * @param <T> what all members are
 */
public final class Catalog<T> {

  private final String family;
  private final Map<String, Signature<? extends T>> members;

  private Catalog(String family, Map<String, Signature<? extends T>> members) {
    this.family = family;
    this.members = members;
  }

  /**
   * The family below a class or interface.
   *
   * @throws IllegalArgumentException when it is not sealed and no {@link Members} are for it
   */
  public static <T> Catalog<T> of(Class<T> family) {
    Map<String, Signature<? extends T>> members = new LinkedHashMap<>();
    collect(family.isSealed() ? family.getPermittedSubclasses() : listed(family), family, members);
    return new Catalog<>(lastWord(family.getSimpleName()), members);
  }

  /** "scheduler" for {@code LRScheduler}. */
  private static String lastWord(String name) {
    return name.replaceAll(".*?([A-Z][a-z]+)$", "$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?>[] listed(Class<?> family) {
    for (Members<?> members : ServiceLoader.load(Members.class, family.getClassLoader())) {
      if (members.family() == family) {
        return members.members().toArray(Class<?>[]::new);
      }
    }
    throw new IllegalArgumentException(
        family + " is not sealed and nothing lists its members, so they are not known");
  }

  private static <T> void collect(
      Class<?>[] classes, Class<T> family, Map<String, Signature<? extends T>> members) {
    for (Class<?> member : classes) {
      if (member.isSealed()) {
        collect(member.getPermittedSubclasses(), family, members);
      } else {
        Signature<? extends T> signature = Signature.of(member.asSubclass(family));
        members.put(signature.name(), signature);
      }
    }
  }

  /** What a member is called in a sentence: "layer", "optimizer". */
  public String family() {
    return family;
  }

  /** All members, in the order in which they are listed. */
  public List<Signature<? extends T>> signatures() {
    return List.copyOf(members.values());
  }

  /**
   * Reads {@code {"type": …, arguments…}}.
   *
   * @return the chosen member with its arguments, or null after a fault that leaves the choice open
   */
  public @Nullable Recipe<? extends T> read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof Map<?, ?> map)) {
      faults.add(
          "wrong_type",
          "expects an object that names " + one() + " by its type, got " + Literal.describe(tree));
      return null;
    }
    if (!map.containsKey("type")) {
      faults.at("type").add("missing_field", one() + " needs a 'type'" + known());
      return null;
    }
    if (!(map.get("type") instanceof String name)) {
      faults
          .at("type")
          .add(
              "wrong_type",
              "expects the name of " + one() + ", got " + Literal.describe(map.get("type")));
      return null;
    }
    Signature<? extends T> member = members.get(name);
    if (member == null) {
      List<String> names = new ArrayList<>(members.keySet());
      faults
          .at("type")
          .add(
              "unknown_name",
              "unknown "
                  + family
                  + " '"
                  + Literal.shortened(name)
                  + "'"
                  + Suggestion.hint(name, names));
      return null;
    }
    return member.read(map, Set.of("type"), faults);
  }

  private String one() {
    return ("aeiou".indexOf(family.charAt(0)) < 0 ? "a " : "an ") + family;
  }

  private String known() {
    return ": one of " + String.join(", ", members.keySet());
  }
}
