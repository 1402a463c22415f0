package io.trainyard.preparation;

import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to the columns of a table, each of which is named.
 *
 * @param parts what comes out stands in their order
 * @param places where each of them stands in the request
 */
public record Preparation(List<ColumnSteps> parts, List<Integer> places) {

  /** Decides by the columns themselves. */
  public enum Auto {
    AUTO
  }

  /**
   * Finds the columns that a list names.
   *
   * @param list may have entries at fault, which are null
   * @param types of the columns that there are, in the table's order
   * @param faults speak of the list
   * @return null after a fault
   */
  public static @Nullable Preparation of(
      List<? extends @Nullable ColumnSteps> list,
      Remainder remainder,
      Map<String, ColumnType> types,
      Faults faults) {
    int before = faults.count();
    List<ColumnSteps> parts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Set<String> rest = new LinkedHashSet<>(types.keySet());
    for (int i = 0; i < list.size(); i++) {
      ColumnSteps entry = list.get(i);
      if (entry == null) {
        return null; // the fault is known
      }
      List<String> names = names(entry, types, faults.at(i, "columns"));
      rest.removeAll(names);
      if (!names.isEmpty()) {
        parts.add(entry.of(names));
        places.add(i);
      }
    }
    if (remainder == Remainder.PASSTHROUGH && !rest.isEmpty()) {
      parts.add(new ColumnSteps(Either.first(List.copyOf(rest)), List.of()));
      places.add(list.size());
    }
    if (parts.isEmpty() && faults.count() == before) {
      faults.add("invalid_value", "leaves no column to learn from");
    }
    boolean ready =
        list.stream()
            .allMatch(entry ->
                entry != null
                    && entry.steps().stream().allMatch(step -> step != null && step.isReady()));
    return ready && faults.count() == before ? new Preparation(parts, places) : null;
  }

  private static List<String> names(
      ColumnSteps entry, Map<String, ColumnType> types, Faults faults) {
    return switch (entry.columns()) {
      case Either.First<List<String>, ColumnSteps.OfType>(List<String> names) -> {
        if (names.isEmpty()) {
          faults.add("invalid_value", "expects at least one column");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
          String name = names.get(i);
          if (name == null) {
            continue;
          }
          if (!types.containsKey(name)) {
            faults
                .at(i)
                .add(
                    "not_found",
                    "there is no column '"
                        + name
                        + "' among the features"
                        + Suggestion.hintAmongMany(name, types.keySet()));
          } else if (!seen.add(name)) {
            faults.at(i).add("duplicate", "the column '" + name + "' is named twice");
          }
        }
        yield names;
      }
      case Either.Second<List<String>, ColumnSteps.OfType>(ColumnSteps.OfType wanted) ->
          types.keySet().stream().filter(name -> wanted.takes(types.get(name))).toList();
    };
  }

  /** The columns of the table that it needs, in an order of its own. */
  public Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    parts.forEach(part -> sources.addAll(part.names()));
    return sources;
  }

  /**
   * Learns from the training rows.
   *
   * @param columns the training rows of at least the {@link #sources}
   * @param faults speak of the list; get what cannot be learned
   * @return null after a fault
   */
  public @Nullable FittedPreparation fit(
      Map<String, Column> columns, Supervision target, Faults faults) {
    int before = faults.count();
    List<FittedPreparation.Part> fitted = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      ColumnSteps part = parts.get(i);
      List<Column> made = part.names().stream().map(columns::get).toList();
      List<FittedPreparation.Step> steps = new ArrayList<>();
      for (int k = 0; k < part.steps().size() && !made.isEmpty(); k++) {
        var recipe = part.steps().get(k);
        try {
          Fitted learned = recipe.create().fit(made, target);
          made = learned.transformTraining(made, target);
          steps.add(new FittedPreparation.Step(recipe, learned));
        } catch (IllegalArgumentException e) {
          faults.at(places.get(i)).add("invalid_value", recipe.type() + ": " + e.getMessage());
          break;
        }
      }
      fitted.add(new FittedPreparation.Part(part.names(), steps));
    }
    if (faults.count() > before) {
      return null;
    }
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      if (sources().contains(name)) {
        types.put(name, column.type());
      }
    });
    return new FittedPreparation(types, fitted);
  }
}
