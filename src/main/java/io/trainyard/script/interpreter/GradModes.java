package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.function.Supplier;

/** Does something with gradients, or without. */
final class GradModes {

  private GradModes() {}

  static <T> T within(GradMode mode, Call call, Supplier<T> work) {
    return within(mode, call.position(), call.session(), work);
  }

  static <T> T within(GradMode mode, Position position, Session session, Supplier<T> work) {
    if (!mode.enabled()) {
      return session.noGrad(work);
    }
    if (!session.isGradEnabled()) {
      throw ErrorKind.UNSUPPORTED.at(
          position, "gradients cannot be turned on again within torch.no_grad()");
    }
    return work.get();
  }
}
