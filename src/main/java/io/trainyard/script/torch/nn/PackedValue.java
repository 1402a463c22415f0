package io.trainyard.script.torch.nn;

import io.trainyard.nn.recurrent.PackedSequence;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code PackedSequence} as a text knows it.
 *
 * @param sequence the sequences
 */
record PackedValue(PackedSequence sequence) implements NativeValue, Holder {

  private static final Set<String> NAMES =
      Set.of("data", "batch_sizes", "sorted_indices", "unsorted_indices");

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(TensorValue.of(sequence.padded()));
    held.accept(TensorValue.of(sequence.lengths()));
  }

  @Override
  public String typeName() {
    return "PackedSequence";
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "data" -> TensorValue.of(sequence.data());
      case "batch_sizes" -> TensorValue.of(sequence.batch_sizes());
      case "sorted_indices" -> sequence.isSorted() ? None.NONE : TensorValue.of(sequence.sorted());
      case "unsorted_indices" ->
          sequence.isSorted() ? None.NONE : TensorValue.of(sequence.unsorted());
      default -> null;
    };
  }
}
