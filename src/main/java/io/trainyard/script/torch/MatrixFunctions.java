package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Einsum;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Products of matrices and vectors, and {@code torch.linalg}. */
final class MatrixFunctions {

  private MatrixFunctions() {}

  static void addTo(Table table) {
    table.both("matmul(input, other)", a -> Operators.matmul(a.value("input"), a.value("other")));
    table.both("mm(input, mat2)", a -> product(a, "mat2", 2, 2));
    table.both("mv(input, vec)", a -> product(a, "vec", 2, 1));
    table.both(
        "bmm(input, mat2)",
        a -> a.like("input", LinearAlgebra.bmm(a.tensor("input"), a.tensor("mat2"))));
    table.both(
        "dot(input, tensor)",
        a -> a.like("input", LinearAlgebra.dot(a.tensor("input"), a.tensor("tensor"))));
    table.alias("dot", "inner");
    table.both(
        "outer(input, vec2) -> MulBackward0",
        a -> a.like("input", LinearAlgebra.outer(a.tensor("input"), a.tensor("vec2"))));
    table.both("trace(input)", a -> a.like("input", LinearAlgebra.trace(a.tensor("input"))));
    table.both(
        "addmm(input, mat1, mat2, *, beta=1, alpha=1)",
        a ->
            a.tensor("input")
                .mul(a.number("beta"))
                .add(a.tensor("mat1").matmul(a.tensor("mat2")).mul(a.number("alpha"))));
    table.both(
        "baddbmm(input, batch1, batch2, *, beta=1, alpha=1)",
        a ->
            a.tensor("input")
                .mul(a.number("beta"))
                .add(
                    LinearAlgebra.bmm(a.tensor("batch1"), a.tensor("batch2"))
                        .mul(a.number("alpha"))));
    table.function("tensordot(a, b, dims=2) -> ViewBackward0", MatrixFunctions::tensordot);
    table.function(
        "einsum(equation, *operands) -> ViewBackward0",
        a -> {
          List<TensorValue> operands = a.tensors("operands");
          if (operands.isEmpty()) {
            throw a.error(ErrorKind.VALUE_ERROR, "einsum(): must provide at least one operand");
          }
          return a.made(
              Einsum.einsum(
                  a.text("equation"), operands.stream().map(TensorValue::tensor).toList()),
              operands.getFirst().dtype());
        });
  }

  /** Sums over pairs of dimensions: the last n with the first n, or those that are named. */
  private static TensorValue tensordot(Arguments a) {
    Tensor x = a.tensor("a");
    Tensor y = a.tensor("b");
    int[] ofX;
    int[] ofY;
    if (a.get("dims") instanceof Long) {
      int count = a.integer("dims");
      if (count < 0 || count > Math.min(x.dim(), y.dim())) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR, "tensordot expects dims >= 0 that both have, got " + count);
      }
      ofX = IntStream.range(x.dim() - count, x.dim()).toArray();
      ofY = IntStream.range(0, count).toArray();
    } else {
      List<Object> pair = Scalars.items(a.get("dims"));
      if (pair == null || pair.size() != 2) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR,
            "tensordot expects dims to be an int, or a list for a and one for b");
      }
      ofX = places(a, pair.get(0), x);
      ofY = places(a, pair.get(1), y);
      if (ofX.length != ofY.length) {
        throw a.error(ErrorKind.RUNTIME_ERROR, "both dimension lists should have same length");
      }
    }
    int[] ofResult = IntStream.range(0, x.dim() + y.dim()).toArray();
    int[] left = Arrays.copyOf(ofResult, x.dim());
    int[] right = Arrays.copyOfRange(ofResult, x.dim(), ofResult.length);
    for (int i = 0; i < ofX.length; i++) {
      right[ofY[i]] = left[ofX[i]];
    }
    String equation = letters(left) + "," + letters(right);
    String kept =
        equation
            .chars()
            .filter(c -> c != ',' && equation.indexOf(c) == equation.lastIndexOf(c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return a.like("a", Einsum.einsum(equation + "->" + kept, List.of(x, y)));
  }

  private static int[] places(Arguments a, Object dims, Tensor x) {
    List<Object> items = Scalars.items(dims);
    if (items == null || !items.stream().allMatch(Scalars::isInteger)) {
      throw a.error(ErrorKind.TYPE_ERROR, "tensordot expects dims to be lists of ints");
    }
    return items.stream()
        .mapToInt(item -> x.shape().normalized(Math.clamp(Scalars.toLong(item), -99, 99)))
        .toArray();
  }

  private static String letters(int[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> Character.toString('a' + number))
        .collect(Collectors.joining());
  }

  private static TensorValue product(Arguments a, String other, int left, int right) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor(other);
    if (x.dim() != left) {
      throw new ShapeException("self must be a matrix");
    }
    if (y.dim() != right) {
      throw new ShapeException(other + " must be a " + (right == 2 ? "matrix" : "vector"));
    }
    return a.like("input", x.matmul(y));
  }

  /** What {@code torch.linalg} has. */
  static Table linalg() {
    return new Table()
        .function(
            "norm(A, ord=None, dim=None, keepdim=False) -> LinalgVectorNormBackward0",
            MatrixFunctions::norm)
        .function(
            "vector_norm(x, ord=2, dim=None, keepdim=False) -> LinalgVectorNormBackward0",
            a -> {
              Tensor x = a.tensor("x");
              return Statistics.norm(x, a.number("ord"), a.dims("dim", x), a.bool("keepdim"));
            })
        .function(
            "vecdot(x, y, *, dim=-1) -> SumBackward1",
            a -> a.tensor("x").mul(a.tensor("y")).sum(a.integer("dim"), false))
        .function("matmul(input, other)", a -> Operators.matmul(a.value("input"), a.value("other")))
        .function(
            "diagonal(A, *, offset=0, dim1=-2, dim2=-1)",
            a ->
                a.like(
                    "A",
                    io.trainyard.tensor.Arrangement.diagonal(
                        a.tensor("A"), a.integer("offset"), a.integer("dim1"), a.integer("dim2"))));
  }

  private static Tensor norm(Arguments a) {
    Tensor x = a.tensor("A");
    boolean isFrobenius = a.isNone("ord") || a.get("ord").equals("fro");
    int[] dims = a.dims("dim", x);
    if (!isFrobenius && dims.length == 2) {
      throw a.error(
          ErrorKind.UNSUPPORTED,
          "linalg.norm: of the norms of matrices only the Frobenius norm is here; for others name"
              + " one dimension or use torch.linalg.vector_norm");
    }
    return Statistics.norm(x, isFrobenius ? 2 : a.number("ord"), dims, a.bool("keepdim"));
  }
}
