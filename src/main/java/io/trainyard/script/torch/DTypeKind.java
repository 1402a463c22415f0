package io.trainyard.script.torch;

import io.trainyard.script.value.Kind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.tensor.DType;

/** Types of elements, {@code torch.float32}, as the language meets them. */
public final class DTypeKind implements Kind {

  @Override
  public boolean has(Object value) {
    return value instanceof DType;
  }

  @Override
  public String typeName(Object value) {
    return "torch.dtype";
  }

  @Override
  public Object type(Object value) {
    return TensorTypes.DTYPE;
  }

  @Override
  public String text(Object value, Position position, Session session) {
    return value.toString();
  }
}
