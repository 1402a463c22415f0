package io.trainyard.script.interpreter;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Module;
import io.trainyard.script.torch.TargetTypes;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;

/** A loss that is built in, as a text knows it: a module of two inputs. */
final class LossModule extends Module {

  private final Recipe<? extends Loss> recipe;
  private final Loss loss;

  LossModule(Recipe<? extends Loss> recipe) {
    this.recipe = recipe;
    this.loss = recipe.create();
  }

  String name() {
    return recipe.type();
  }

  Recipe<? extends Loss> recipe() {
    return recipe;
  }

  Object call(Call call) {
    var arguments = new Arguments(call, name() + ".forward", "input", "target");
    TensorValue input = arguments.tensor("input");
    TensorValue target = arguments.tensor("target");
    TargetTypes.require(loss, input, target, call.position());
    call.session().step(call.position());
    Tensor result =
        Tensors.guarded(
            call.position(), call.session(), () -> loss.forward(input.tensor(), target.tensor()));
    return new TensorValue(result, loss.gradFn(target.dtype() == DType.INT64));
  }

  @Override
  public Tensor forward(Tensor input) {
    throw new IllegalStateException(name() + " compares two tensors");
  }
}
