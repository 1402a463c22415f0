package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sums of products over named dimensions, after Einstein's notation: {@code bij,bjk->bik}. Two
 * tensors at a time are brought to stacks of matrices and multiplied.
 */
public final class Einsum {

  /** A tensor and the name of each of its dimensions. */
  private record Named(Tensor tensor, List<String> names) {}

  private final String equation;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  private Einsum(String equation) {
    this.equation = equation;
  }

  /**
   * Computes an equation.
   *
   * @param equation the names of the dimensions of each operand, and after {@code ->} those of the
   *     result; without it those that occur once, in alphabetical order
   */
  public static Tensor einsum(String equation, List<Tensor> operands) {
    return new Einsum(equation.replace(" ", "")).compute(operands);
  }

  private Tensor compute(List<Tensor> operands) {
    String[] sides = equation.split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (sides.length > 2 || inputs.length != operands.size()) {
      throw new IllegalArgumentException(
          inputs.length > operands.size()
              ? "einsum(): fewer operands were provided than specified in the equation"
              : "einsum(): more operands were provided than specified in the equation");
    }
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      named.add(named(operands.get(i), inputs[i], i));
    }
    List<String> wanted = sides.length == 2 ? wanted(sides[1]) : implied(sides[0]);
    for (String name : wanted) {
      if (!sizes.containsKey(name)) {
        throw new IllegalArgumentException(
            "einsum(): output subscript "
                + name
                + " does not appear in the equation for any input operand");
      }
    }
    Named result = named.removeFirst();
    while (!named.isEmpty()) {
      Named next = named.removeFirst();
      Set<String> needed = new TreeSet<>(wanted);
      named.forEach(later -> needed.addAll(later.names));
      result = product(summed(result, needed, next), summed(next, needed, result), needed);
    }
    Named single = summed(result, new TreeSet<>(wanted), new Named(result.tensor, List.of()));
    return ordered(single, wanted).tensor;
  }

  /**
   * Gives the dimensions of an operand their names; those of an ellipsis are counted from the end.
   */
  private Named named(Tensor tensor, String subscripts, int operand) {
    int dots = subscripts.indexOf("...");
    int letters = subscripts.length() - (dots < 0 ? 0 : 3);
    if (dots < 0 ? letters != tensor.dim() : letters > tensor.dim()) {
      throw new IllegalArgumentException(
          "einsum(): the number of subscripts in the equation ("
              + letters
              + ") does not match the number of dimensions ("
              + tensor.dim()
              + ") for operand "
              + operand
              + (dots < 0 ? " and no ellipsis was given" : ""));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < subscripts.length(); i++) {
      if (i == dots) {
        for (int k = tensor.dim() - letters; k > 0; k--) {
          names.add("." + k);
        }
        i += 2;
      } else {
        names.add(letter(subscripts.charAt(i)));
      }
    }
    return withoutRepetition(new Named(tensor, names));
  }

  private static String letter(char letter) {
    if (!Character.isLetter(letter)) {
      throw new IllegalArgumentException(
          "einsum(): invalid subscript given: '" + letter + "', subscripts must be in [a-zA-Z]");
    }
    return String.valueOf(letter);
  }

  /** A name that stands twice means the diagonal. */
  private Named withoutRepetition(Named operand) {
    Tensor tensor = operand.tensor;
    List<String> names = new ArrayList<>(operand.names);
    for (int i = 0; i < names.size(); i++) {
      int again = names.subList(i + 1, names.size()).indexOf(names.get(i));
      if (again >= 0) {
        tensor = Arrangement.diagonal(tensor, 0, i, i + 1 + again);
        String name = names.get(i);
        names.remove(i + 1 + again);
        names.remove(i);
        names.add(name);
        i--;
      }
    }
    for (int i = 0; i < names.size(); i++) {
      claim(names.get(i), tensor.size(i));
    }
    return new Named(tensor, names);
  }

  private void claim(String name, int size) {
    int known = sizes.getOrDefault(name, 1);
    if (known != size && known != 1 && size != 1) {
      throw new ShapeException(
          "einsum(): subscript "
              + name
              + " has size "
              + size
              + " which does not broadcast with previously seen size "
              + known);
    }
    sizes.put(name, Math.max(known == 1 ? size : known, size == 1 ? known : size));
  }

  private List<String> wanted(String subscripts) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < subscripts.length(); i++) {
      if (subscripts.startsWith("...", i)) {
        names.addAll(ellipsis());
        i += 2;
      } else {
        names.add(letter(subscripts.charAt(i)));
      }
    }
    if (new TreeSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "einsum(): output subscripts appear more than once in the output of '" + equation + "'");
    }
    return names;
  }

  private List<String> ellipsis() {
    return sizes.keySet().stream()
        .filter(name -> name.startsWith("."))
        .sorted((a, b) -> b.length() != a.length() ? b.length() - a.length() : b.compareTo(a))
        .toList();
  }

  private List<String> implied(String inputs) {
    List<String> names = new ArrayList<>(ellipsis());
    inputs
        .chars()
        .filter(Character::isLetter)
        .filter(letter -> inputs.indexOf(letter) == inputs.lastIndexOf(letter))
        .sorted()
        .forEach(letter -> names.add(String.valueOf((char) letter)));
    return names;
  }

  /** Sums over what neither the rest of the equation nor the other operand of a product has. */
  private static Named summed(Named operand, Set<String> needed, Named other) {
    Tensor tensor = operand.tensor;
    List<String> names = new ArrayList<>(operand.names);
    for (int i = names.size() - 1; i >= 0; i--) {
      if (!needed.contains(names.get(i)) && !other.names.contains(names.get(i))) {
        tensor = tensor.sum(i, false);
        names.remove(i);
      }
    }
    return new Named(tensor, names);
  }

  private Named product(Named a, Named b, Set<String> needed) {
    List<String> stack = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String name : a.names) {
      (b.names.contains(name) ? needed.contains(name) ? stack : inner : left).add(name);
    }
    List<String> right = b.names.stream().filter(name -> !a.names.contains(name)).toList();
    Tensor stackA = grouped(a, stack, left, inner);
    Tensor stackB = grouped(b, stack, inner, right);
    List<String> names = new ArrayList<>(stack);
    names.addAll(left);
    names.addAll(right);
    Tensor product = LinearAlgebra.bmm(stackA, stackB);
    return new Named(product.reshape(shape(names)), names);
  }

  /** A stack of matrices whose three dimensions hold those three groups of names. */
  private Tensor grouped(Named operand, List<String> a, List<String> b, List<String> c) {
    List<String> order = new ArrayList<>(a);
    order.addAll(b);
    order.addAll(c);
    Tensor ordered = ordered(operand, order).tensor;
    Shape whole = shape(order);
    Tensor spread = ordered.shape().equals(whole) ? ordered : ordered.expand(whole);
    int first = a.size();
    int second = first + b.size();
    return spread.reshape(
        Shape.of(
            whole.span(0, first), whole.span(first, second), whole.span(second, order.size())));
  }

  private Shape shape(List<String> names) {
    return Shape.of(names.stream().mapToInt(name -> sizes.getOrDefault(name, 1)).toArray());
  }

  private static Named ordered(Named operand, List<String> order) {
    if (operand.names.equals(order)) {
      return operand;
    }
    int[] dims = order.stream().mapToInt(operand.names::indexOf).toArray();
    return new Named(operand.tensor.permute(dims), order);
  }
}
