package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Tensor;
import io.trainyard.tensor.UnknownValueException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Tensors, as the language meets them. */
public final class TensorKind implements Kind {

  @Override
  public boolean has(Object value) {
    return value instanceof TensorValue;
  }

  private static TensorValue tensor(Object value) {
    return (TensorValue) value;
  }

  @Override
  public String typeName(Object value) {
    return "Tensor";
  }

  @Override
  public Object type(Object value) {
    return tensor(value).isParameter() ? TensorTypes.PARAMETER : TensorTypes.TENSOR;
  }

  @Override
  public String text(Object value, Position position, Session session) {
    return (tensor(value).isParameter() ? "Parameter containing:\n" : "")
        + Tensors.text(tensor(value), position, session);
  }

  @Override
  public @Nullable Object attribute(Object value, String name, Position position, Session session) {
    return Tensors.attribute(tensor(value), name, position, session);
  }

  @Override
  public Collection<String> attributeNames(Object value) {
    return Tensors.attributeNames();
  }

  @Override
  public boolean setAttribute(
      Object value, String name, Object item, Position position, Session session) {
    Tensors.setAttribute(tensor(value), name, item, position, session);
    return true;
  }

  @Override
  public @Nullable Object binary(
      String operator, Object left, Object right, Position position, Session session) {
    return left == None.NONE || right == None.NONE || left instanceof String
        ? null
        : Tensors.binary(operator, Arrayed.tensor(left), Arrayed.tensor(right), position, session);
  }

  @Override
  public Object unary(String operator, Object value, Position position, Session session) {
    return Tensors.unary(operator, tensor(value), position, session);
  }

  @Override
  public Object inPlace(
      String operator, Object value, Object operand, Position position, Session session) {
    return Tensors.inPlace(operator, tensor(value), operand, position, session);
  }

  @Override
  public boolean truth(Object value, Position position, Session session) {
    return asked(() -> Tensors.truth(tensor(value), position, session), position);
  }

  @Override
  public Object number(Object value, Position position, Session session) {
    return asked(() -> Tensors.item(tensor(value), position, session), position);
  }

  /** A value is asked for, which exists only once a step runs. */
  private static <T> T asked(Supplier<T> question, Position position) {
    try {
      return question.get();
    } catch (ScriptException e) {
      if (!(e.getCause() instanceof UnknownValueException)) {
        throw e;
      }
      throw new ScriptException(
          ErrorKind.RUNTIME_ERROR,
          position,
          "the value of a tensor is needed here, but training records each step once, before"
              + " there are values, and repeats it; branch on shapes or plain numbers, or choose"
              + " between tensors with torch.where",
          e);
    }
  }

  @Override
  public Object index(Object value, Position position, Session session) {
    TensorValue tensor = tensor(value);
    return tensor.dtype().isWhole() && tensor.tensor().numel() == 1
        ? number(value, position, session)
        : value;
  }

  @Override
  public Object shown(Object value, Position position, Session session) {
    return tensor(value).tensor().dim() == 0 ? number(value, position, session) : value;
  }

  @Override
  public Object abs(Object value, Position position, Session session) {
    Callable method = (Callable) Objects.requireNonNull(attribute(value, "abs", position, session));
    return method.call(new Call(position, List.of(), Map.of(), session));
  }

  @Override
  public Boolean contains(Object value, Object item, Position position, Session session) {
    Object equal = Tensors.binary("==", value, item, position, session);
    return Tensors.any(equal, position, session) instanceof TensorValue any
        && truth(any, position, session);
  }

  @Override
  public Object item(Object value, Object index, Position position, Session session) {
    return Tensors.subscript(tensor(value), spread(index, position, session), position, session);
  }

  @Override
  public boolean setItem(
      Object value, Object index, Object item, Position position, Session session) {
    Tensors.assign(tensor(value), spread(index, position, session), item, position, session);
    return true;
  }

  /** An index without ranges, which stand for their numbers. */
  private static Object spread(Object index, Position position, Session session) {
    return switch (index) {
      case RangeValue range -> {
        session.claimItems(range.length(), position);
        yield new ListValue(
            LongStream.range(0, range.length()).mapToObj(i -> (Object) range.item(i)).toList());
      }
      case TupleValue all when all.items().stream().anyMatch(RangeValue.class::isInstance) ->
          new TupleValue(
              all.items().stream().map(item -> spread(item, position, session)).toList());
      default -> index;
    };
  }

  @Override
  public List<Object> items(Object value, Position position, Session session) {
    return Tensors.items(tensor(value), position, session);
  }

  @Override
  public long length(Object value, Position position, Session session) {
    return Tensors.length(tensor(value), position);
  }

  @Override
  public Object shallowCopy(Object value, Call call) {
    return TensorValue.of(tensor(value).tensor().detach());
  }

  @Override
  public Object deepCopy(Object value, Copied made, UnaryOperator<Object> copy, Call call) {
    TensorValue copied = copied(tensor(value), call);
    made.put(value, copied);
    return copied;
  }

  private static TensorValue copied(TensorValue value, Call call) {
    if (!value.tensor().isLeaf()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol"
              + " at the moment.  If you were attempting to deepcopy a module, this may be because of"
              + " a torch.nn.utils.weight_norm usage, see"
              + " https://github.com/pytorch/pytorch/pull/103001");
    }
    Tensor copy =
        Tensors.guarded(
            call.position(),
            call.session(),
            () -> Tensor.noGrad(() -> value.tensor().detach().copy()));
    if (value.tensor().requiresGrad()) {
      copy.requiresGrad(true);
    }
    Tensor grad = value.tensor().grad();
    if (grad != null) {
      copy.grad(grad.detach());
    }
    return value.isParameter() ? TensorValue.parameter(copy) : TensorValue.of(copy);
  }
}
