package io.trainyard.training;

import io.trainyard.signature.Faults;
import io.trainyard.signature.Suggestion;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that a run begins with: nested lists of numbers by parameter name. */
final class InitialState {

  private InitialState() {}

  /**
   * Reads and checks the values.
   *
   * @param written the spec's own words; null for none
   * @param given values that were found elsewhere; when there are any, the spec's words only said
   *     where
   * @param parameters those of the network, by name
   */
  static Map<String, Tensor> read(
      @Nullable Map<String, Object> written,
      Map<String, Tensor> given,
      Map<String, Tensor> parameters,
      Faults faults) {
    if (!given.isEmpty()) {
      given.forEach((name, value) -> check(name, value.shape(), parameters, faults));
      return given;
    }
    if (written == null) {
      return Map.of();
    }
    Map<String, Tensor> state = new LinkedHashMap<>();
    written.forEach((name, tree) -> {
      Tensor value = tensor(tree, faults.at(name));
      if (value != null && check(name, value.shape(), parameters, faults)) {
        state.put(name, value);
      }
    });
    return state;
  }

  private static boolean check(
      String name, Shape shape, Map<String, Tensor> parameters, Faults faults) {
    Tensor parameter = parameters.get(name);
    if (parameter == null) {
      faults
          .at(name)
          .add(
              "unknown_name",
              "the model has no parameter '"
                  + name
                  + "'"
                  + Suggestion.hintAmongMany(name, parameters.keySet()));
      return false;
    }
    if (!parameter.shape().equals(shape)) {
      faults
          .at(name)
          .add("shape_mismatch", "expects the shape " + parameter.shape() + ", got " + shape);
      return false;
    }
    return true;
  }

  private static @Nullable Tensor tensor(@Nullable Object tree, Faults faults) {
    List<Integer> dims = new ArrayList<>();
    Object level = tree;
    while (level instanceof List<?> list) {
      dims.add(list.size());
      level = list.isEmpty() ? null : list.getFirst();
    }
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    var values = new Values(Math.toIntExact(shape.numel()));
    return values.read(tree, dims, 0, faults) ? Tensor.of(shape, values.numbers) : null;
  }

  /** Takes the numbers out of nested lists that all have to be of the same sizes. */
  private static final class Values {
    private final float[] numbers;
    private int count;

    Values(int size) {
      numbers = new float[size];
    }

    /** Reads one level, and stops at the first thing that is wrong. */
    boolean read(@Nullable Object tree, List<Integer> dims, int depth, Faults faults) {
      if (depth == dims.size()) {
        return number(tree)
            || refuse("wrong_type", "expects a finite number, or nested lists of them", faults);
      }
      if (!(tree instanceof List<?> list) || list.size() != dims.get(depth)) {
        return refuse(
            "shape_mismatch",
            "expects a list of " + dims.get(depth) + ", as its neighbours are",
            faults);
      }
      boolean innermost = depth + 1 == dims.size();
      for (int i = 0; i < list.size(); i++) {
        // Places are spelled out only where they are needed: a state may have millions of numbers.
        if (innermost ? !number(list.get(i)) : !read(list.get(i), dims, depth + 1, faults.at(i))) {
          return innermost && refuse("wrong_type", "expects a finite number", faults.at(i));
        }
      }
      return true;
    }

    private boolean number(@Nullable Object tree) {
      if (tree instanceof Number number && Float.isFinite(number.floatValue())) {
        numbers[count++] = number.floatValue();
        return true;
      }
      return false;
    }

    private static boolean refuse(String code, String detail, Faults faults) {
      faults.add(code, detail);
      return false;
    }
  }
}
