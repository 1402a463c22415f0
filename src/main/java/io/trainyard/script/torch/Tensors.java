package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Claims;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.DimensionException;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.OutOfTimeException;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the interpreter asks about tensors: operators, subscripts, attributes, their text. */
public final class Tensors {

  /** So many floats are copied in the time that it takes to go through an item of a list. */
  private static final int FLOATS_OF_AN_ITEM = 16;

  private Tensors() {}

  /**
   * Does something with tensors: what it makes is counted, and what the engine refuses is said at
   * the place in the text.
   */
  public static <T> T guarded(Position position, Session session, Supplier<T> work) {
    try {
      return session.operation(() -> Tensor.claiming(new Costs(session, position), work));
    } catch (DimensionException e) {
      throw new ScriptException(ErrorKind.INDEX_ERROR, position, message(e), e);
    } catch (ShapeException e) {
      throw new ScriptException(ErrorKind.SHAPE_ERROR, position, message(e), e);
    } catch (IndexOutOfBoundsException e) {
      throw new ScriptException(ErrorKind.INDEX_ERROR, position, message(e), e);
    } catch (IllegalArgumentException e) {
      throw new ScriptException(ErrorKind.VALUE_ERROR, position, message(e), e);
    } catch (IllegalStateException e) {
      throw new ScriptException(ErrorKind.RUNTIME_ERROR, position, message(e), e);
    } catch (OutOfTimeException e) {
      throw new ScriptException(ErrorKind.LIMIT_ERROR, position, String.valueOf(e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw new ScriptException(ErrorKind.LIMIT_ERROR, position, "a tensor would be too large", e);
    }
  }

  /** Counts what is made and done at a place of the text. */
  private record Costs(Session session, Position position) implements Claims {
    @Override
    public Object place() {
      return position;
    }

    @Override
    public void tensor(Shape shape, DType dtype) {
      session.claim(shape, dtype, position);
    }

    @Override
    public void scratch(long floats) {
      session.claimScratch(floats, position);
    }

    @Override
    public void work(long operations) {
      session.claimWork(operations, position);
    }
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? "the tensors do not go together" : e.getMessage();
  }

  /**
   * An operator between two values, at least one of which is a tensor.
   *
   * @param operator as it is written: {@code +}, {@code @}, {@code ==}
   */
  public static Object binary(
      String operator, Object left, Object right, Position position, Session session) {
    return guarded(position, session, () -> Operators.binary(operator, left, right, position));
  }

  /** The operators {@code -}, {@code +} and {@code ~} before a tensor. */
  public static Object unary(
      String operator, TensorValue operand, Position position, Session session) {
    return guarded(position, session, () -> Operators.unary(operator, operand, position));
  }

  /**
   * An operator that changes its left side: {@code x += y}.
   *
   * @param operator without the equals sign
   * @return the tensor itself
   */
  public static Object inPlace(
      String operator, TensorValue target, Object value, Position position, Session session) {
    return guarded(
        position,
        session,
        () ->
            InPlace.change(
                target, () -> (TensorValue) Operators.binary(operator, target, value, position)));
  }

  /**
   * What a layer has made in the place of its input.
   *
   * @param target the input, whose values the layer has given up
   * @return the input
   */
  public static TensorValue inPlace(
      TensorValue target, TensorValue result, Position position, Session session) {
    return guarded(
        position,
        session,
        () -> {
          target.requireChangeable();
          target.put(result.tensor(), result.gradFn());
          return target;
        });
  }

  /** Who draws: a generator that is given, or the one that draws for all. */
  public static Generator generator(@Nullable Object given, Session session) {
    return given instanceof GeneratorValue own ? own.generator() : session.generator();
  }

  /** {@code torch.autograd.Variable(data)}: the same values, whose gradient is found or not. */
  public static TensorValue variable(TensorValue data, boolean isLearned, Call call) {
    return guarded(
        call.position(),
        call.session(),
        () -> {
          TensorValue variable = TensorValue.of(data.tensor().detach());
          if (isLearned) {
            Attributes.requireGrad(variable, true);
          }
          return variable;
        });
  }

  /** A tensor of its own that holds the same values. */
  public static Tensor copied(Tensor values, Position position, Session session) {
    return guarded(
        position,
        session,
        () -> {
          Tensor own = Tensor.zeros(values.shape());
          Tensor.noGrad(() -> own.assign(values.detach()));
          return own;
        });
  }

  /** {@code tensor[index]}. */
  public static Object subscript(
      TensorValue tensor, Object index, Position position, Session session) {
    return guarded(position, session, () -> Subscript.get(tensor, index, position, session));
  }

  /** {@code tensor[index] = value}. */
  public static void assign(
      TensorValue tensor, Object index, Object value, Position position, Session session) {
    guarded(
        position,
        session,
        () -> {
          if (Subscript.isView(index)) {
            TensorValue chosen = Subscript.get(tensor, index, position, session);
            return InPlace.change(chosen, () -> Subscript.given(value, chosen.tensor(), position));
          }
          return InPlace.change(
              tensor, () -> Subscript.replaced(tensor, index, value, position, session));
        });
  }

  /**
   * {@code tensor.name}: a value, or a method that knows its tensor; null when there is none of
   * that name.
   */
  public static @Nullable Object attribute(
      TensorValue tensor, String name, Position position, Session session) {
    Object builtIn = guarded(position, session, () -> Attributes.get(tensor, name));
    return builtIn == null ? Attributes.written(tensor, name, position, session) : builtIn;
  }

  /**
   * {@code tensor.name = value}.
   *
   * @throws ScriptException when there is no such attribute, or it cannot be set
   */
  public static void setAttribute(
      TensorValue tensor, String name, Object value, Position position, Session session) {
    guarded(
        position,
        session,
        () -> {
          Attributes.set(tensor, name, value, position);
          return tensor;
        });
  }

  /** All names of attributes and methods of tensors. */
  public static List<String> attributeNames() {
    return Attributes.names();
  }

  /** The methods of tensors, by name; the first argument is the tensor. */
  public static Map<String, Callable> methods() {
    return Library.METHODS;
  }

  /** Whether Python takes a tensor for true. */
  public static boolean truth(TensorValue value, Position position, Session session) {
    return guarded(
        position,
        session,
        () -> {
          if (value.tensor().numel() != 1) {
            throw new ScriptException(
                ErrorKind.RUNTIME_ERROR,
                position,
                "Boolean value of Tensor with "
                    + (value.tensor().numel() == 0 ? "no values" : "more than one value")
                    + " is ambiguous");
          }
          return value.tensor().item() != 0;
        });
  }

  /** The number in a tensor of one element, as a bool, an int or a float. */
  public static Object item(TensorValue value, Position position, Session session) {
    return guarded(position, session, () -> Scalars.item(value.tensor()));
  }

  /** What a loop over a tensor goes through: its parts along the first dimension. */
  public static List<Object> items(TensorValue value, Position position, Session session) {
    return guarded(
        position,
        session,
        () -> {
          if (value.tensor().dim() == 0) {
            throw ErrorKind.TYPE_ERROR.at(position, "iteration over a 0-d tensor");
          }
          session.claimItems(value.tensor().size(0), position);
          return IntStream.range(0, value.tensor().size(0))
              .mapToObj(row -> (Object) row(value.tensor(), row))
              .toList();
        });
  }

  private static TensorValue row(Tensor tensor, int number) {
    var row = new TensorValue(Arrangement.select(tensor, 0, number), "UnbindBackward0");
    row.oneOfSeveral(number);
    return row;
  }

  /** Whether anything in a tensor of bools holds, as such a tensor. */
  public static Object any(Object bools, Position position, Session session) {
    return bools instanceof TensorValue tensor
        ? guarded(position, session, () -> TensorValue.of(tensor.tensor().to(DType.FLOAT32).sum()))
        : bools;
  }

  /** {@code len(tensor)}. */
  public static long length(TensorValue value, Position position) {
    if (value.tensor().dim() == 0) {
      throw ErrorKind.TYPE_ERROR.at(position, "len() of a 0-d tensor");
    }
    return value.tensor().size(0);
  }

  /** The text that {@code print(tensor)} prints. */
  public static String text(TensorValue value, Position position, Session session) {
    return guarded(
        position,
        session,
        () -> {
          session.passes(value.tensor().numel() / FLOATS_OF_AN_ITEM, position);
          return TensorText.of(value, PrintOptions.of(session));
        });
  }
}
