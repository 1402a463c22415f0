package io.trainyard.script.interpreter;

import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import java.util.function.Supplier;

/** Numbers of tensors, which exist only once a step runs. */
final class Values {

  private Values() {}

  static boolean truth(TensorValue tensor, Position position, Session session) {
    return asked(() -> Tensors.truth(tensor, position, session), position);
  }

  static Object item(TensorValue tensor, Position position, Session session) {
    return asked(() -> Tensors.item(tensor, position, session), position);
  }

  private static <T> T asked(Supplier<T> question, Position position) {
    try {
      return question.get();
    } catch (ScriptException e) {
      if (e.getCause() instanceof IllegalStateException
          && String.valueOf(e.getMessage()).contains("while its step is recorded")) {
        throw new ScriptException(
            ErrorKind.RUNTIME_ERROR,
            position,
            "the value of a tensor is needed here, but training records each step once, before"
                + " there are values, and repeats it; branch on shapes or plain numbers, or choose"
                + " between tensors with torch.where",
            e);
      }
      throw e;
    }
  }
}
