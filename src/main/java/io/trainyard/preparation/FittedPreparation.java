package io.trainyard.preparation;

import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A preparation with what it learned from the training rows.
 *
 * @param sources the type of each of the table's columns that it needs
 * @param parts what comes out stands in their order
 */
public record FittedPreparation(Map<String, ColumnType> sources, List<Part> parts) {

  private static final String LEARNED = "learned";

  /** What was learned for some columns. */
  public record Part(List<String> columns, List<Step> steps) {}

  /** One step, and what it learned. */
  public record Step(Recipe<? extends Preprocessor> recipe, Fitted fitted) {}

  /**
   * Prepares any rows.
   *
   * @param columns of at least the {@link #sources}, of any type that can be read as theirs
   * @return what comes out, in order, each with a name of its own
   * @throws PreparationException for values that it has to refuse
   */
  public List<Column> transform(Map<String, Column> columns) {
    return prepared(columns, Fitted::transform);
  }

  /** Prepares the very rows that it learned from. */
  public List<Column> transformTraining(Map<String, Column> columns, Supervision target) {
    return prepared(columns, (fitted, made) -> fitted.transformTraining(made, target));
  }

  private List<Column> prepared(
      Map<String, Column> columns, BiFunction<Fitted, List<Column>, List<Column>> change) {
    List<Column> prepared = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (Part part : parts) {
      List<Column> made = new ArrayList<>();
      for (String name : part.columns) {
        made.add(
            Conversion.of(
                Objects.requireNonNull(columns.get(name)),
                Objects.requireNonNull(sources.get(name))));
      }
      for (Step step : part.steps) {
        made = change.apply(step.fitted, made);
      }
      prepared.addAll(made);
      String type = part.steps.isEmpty() ? "passthrough" : part.steps.getLast().recipe.type();
      made.forEach(column -> types.add(type));
    }
    return OutputNames.unique(prepared, types);
  }

  /** What it is kept as, and shown as. */
  public Map<String, @Nullable Object> toTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    Map<String, Object> types = new LinkedHashMap<>();
    sources.forEach((name, type) -> types.put(name, type.word()));
    tree.put("columns", types);
    List<Object> list = new ArrayList<>();
    for (Part part : parts) {
      List<Object> steps = new ArrayList<>();
      for (Step step : part.steps) {
        Map<String, @Nullable Object> stepTree = new LinkedHashMap<>(step.recipe.toTree());
        stepTree.put(LEARNED, Preprocessor.tree(step.fitted.getClass(), step.fitted));
        steps.add(stepTree);
      }
      list.add(Map.of("columns", part.columns, "steps", steps));
    }
    tree.put("preprocess", list);
    return tree;
  }

  /**
   * The one that {@link #toTree} wrote.
   *
   * @throws IllegalArgumentException when it is another tree
   */
  public static FittedPreparation of(Map<String, @Nullable Object> tree) {
    List<Part> parts = new ArrayList<>();
    Catalog<Preprocessor> transformers = Catalog.of(Preprocessor.class);
    for (Object entry : (List<?>) Objects.requireNonNull(tree.get("preprocess"))) {
      Map<?, ?> part = (Map<?, ?>) entry;
      List<Step> steps = new ArrayList<>();
      for (Object written : (List<?>) Objects.requireNonNull(part.get("steps"))) {
        Map<Object, @Nullable Object> step = new LinkedHashMap<>((Map<?, ?>) written);
        Object learned = step.remove(LEARNED);
        var faults = new Faults();
        Recipe<? extends Preprocessor> recipe = transformers.read(step, faults);
        if (recipe == null || !faults.isEmpty()) {
          throw new IllegalArgumentException("a step cannot be read: " + faults.list());
        }
        steps.add(new Step(recipe, recipe.create().restored(learned)));
      }
      List<String> names = new ArrayList<>();
      ((List<?>) Objects.requireNonNull(part.get("columns")))
          .forEach(name -> names.add((String) name));
      parts.add(new Part(names, steps));
    }
    return new FittedPreparation(sources(tree), parts);
  }

  /** The {@link #sources} alone. */
  public static Map<String, ColumnType> sources(Map<String, @Nullable Object> tree) {
    Map<String, ColumnType> sources = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(tree.get("columns")))
        .forEach((name, type) ->
            sources.put(
                (String) name, ColumnType.valueOf(((String) type).toUpperCase(Locale.ROOT))));
    return sources;
  }
}
