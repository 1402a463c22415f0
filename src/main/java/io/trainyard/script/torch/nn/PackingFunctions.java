package io.trainyard.script.torch.nn;

import io.trainyard.nn.recurrent.PackedSequence;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.nn.utils.rnn}: sequences of different lengths, side by side.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html">
 *     pack_padded_sequence</a>
 */
final class PackingFunctions {

  private PackingFunctions() {}

  static Map<String, Object> functions() {
    Map<String, Object> functions = new LinkedHashMap<>();
    add(functions, "pack_padded_sequence", PackingFunctions::pack);
    add(functions, "pad_packed_sequence", PackingFunctions::unpack);
    add(functions, "pad_sequence", PackingFunctions::pad);
    add(functions, "unpad_sequence", PackingFunctions::unpad);
    add(functions, "pack_sequence", PackingFunctions::packAll);
    return functions;
  }

  private static void add(Map<String, Object> functions, String name, NativeFunction.Body body) {
    functions.put(name, new NativeFunction(name, body));
  }

  private static Object guarded(Call call, java.util.function.Supplier<Object> work) {
    return Tensors.guarded(call.position(), call.session(), work);
  }

  private static Object pack(Call call) {
    var a =
        new Arguments(
            call, "pack_padded_sequence", "input", "lengths", "batch_first?", "enforce_sorted?");
    Tensor input = a.tensor("input").tensor();
    Tensor lengths = lengths(a.get("lengths"), call);
    return guarded(
        call,
        () ->
            packed(
                a.flag("batch_first", false) ? input.transpose(0, 1) : input,
                lengths,
                a.flag("enforce_sorted", true),
                call));
  }

  /** While a step is recorded the lengths are not known: then nothing is cut off. */
  private static PackedValue packed(Tensor padded, Tensor lengths, boolean isSorted, Call call) {
    if (lengths.dim() != 1 || lengths.size(0) != padded.size(1)) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Expected `len(lengths)` to be equal to batch_size, but got %d (batch_size=%d)"
              .formatted(lengths.numel(), padded.size(1)));
    }
    if (!lengths.hasValues()) {
      return new PackedValue(new PackedSequence(padded, lengths));
    }
    long[] all = lengths.toWholeArray();
    if (Arrays.stream(all).anyMatch(length -> length < 1)) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Length of all samples has to be greater than 0, but found an element in 'lengths' that"
              + " is <= 0");
    }
    int longest = (int) Arrays.stream(all).max().orElse(0);
    var sequence = new PackedSequence(padded.narrow(0, 0, longest), lengths);
    if (isSorted && !sequence.isSorted()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You"
              + " can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to"
              + " sidestep this requirement if you do not need ONNX exportability.");
    }
    return new PackedValue(sequence);
  }

  private static Tensor lengths(Object given, Call call) {
    if (given instanceof TensorValue tensor) {
      return tensor.tensor();
    }
    List<Object> items = Language.list(given, call);
    long[] lengths = new long[items.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Language.integer(items.get(i), "a length", call);
    }
    return Tensor.ofWhole(Shape.of(lengths.length), lengths);
  }

  private static Object unpack(Call call) {
    var a =
        new Arguments(
            call,
            "pad_packed_sequence",
            "sequence",
            "batch_first?",
            "padding_value?",
            "total_length?");
    if (!(a.get("sequence") instanceof PackedValue packed)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "pad_packed_sequence() expects a PackedSequence, got "
              + Language.described(a.get("sequence"), call));
    }
    PackedSequence sequence = packed.sequence();
    return guarded(
        call,
        () -> {
          Tensor padded = sequence.withPadding(a.number("padding_value", 0));
          if (a.optional("total_length") != null) {
            padded = lengthened(padded, (int) a.integer("total_length"), a);
          }
          return TupleValue.of(
              new TensorValue(a.flag("batch_first", false) ? padded.transpose(0, 1) : padded, null),
              TensorValue.of(sequence.lengths()));
        });
  }

  private static Tensor lengthened(Tensor padded, int total, Arguments a) {
    if (total < padded.size(0)) {
      throw a.call()
          .error(
              ErrorKind.VALUE_ERROR,
              "Expected total_length to be at least the length of the longest sequence in input,"
                  + " but got total_length=%d and max sequence length being %d"
                      .formatted(total, padded.size(0)));
    }
    return Arrangement.pad(padded, 0, 0, total - padded.size(0), a.number("padding_value", 0));
  }

  private static Object pad(Call call) {
    var a =
        new Arguments(
            call, "pad_sequence", "sequences", "batch_first?", "padding_value?", "padding_side?");
    List<Tensor> all = tensors(a.get("sequences"), call);
    boolean inFront = a.has("padding_side") && a.text("padding_side").equals("left");
    return guarded(
        call,
        () ->
            new TensorValue(
                sideBySide(
                    all, a.number("padding_value", 0), inFront, a.flag("batch_first", false)),
                null));
  }

  private static List<Tensor> tensors(Object given, Call call) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object item : Language.list(given, call)) {
      if (!(item instanceof TensorValue tensor)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            "expected a list of tensors, got " + Language.described(item, call));
      }
      tensors.add(tensor.tensor());
    }
    if (tensors.isEmpty()) {
      throw call.error(ErrorKind.RUNTIME_ERROR, "received an empty list of sequences");
    }
    return tensors;
  }

  private static Tensor sideBySide(
      List<Tensor> sequences, double value, boolean inFront, boolean batchFirst) {
    int longest = sequences.stream().mapToInt(sequence -> sequence.size(0)).max().orElse(0);
    List<Tensor> padded = new ArrayList<>();
    for (Tensor sequence : sequences) {
      int missing = longest - sequence.size(0);
      padded.add(Arrangement.pad(sequence, 0, inFront ? missing : 0, inFront ? 0 : missing, value));
    }
    return Arrangement.stack(padded, batchFirst ? 0 : 1);
  }

  private static Object unpad(Call call) {
    var a = new Arguments(call, "unpad_sequence", "padded_sequences", "lengths", "batch_first?");
    Tensor padded = a.tensor("padded_sequences").tensor();
    long[] lengths = lengths(a.get("lengths"), call).toWholeArray();
    return guarded(
        call,
        () -> {
          int dim = a.flag("batch_first", false) ? 0 : 1;
          List<Object> sequences = new ArrayList<>();
          for (int i = 0; i < lengths.length; i++) {
            Tensor one = Arrangement.select(padded, dim, i);
            sequences.add(new TensorValue(one.narrow(0, 0, (int) lengths[i]), null));
          }
          return new ListValue(sequences);
        });
  }

  private static Object packAll(Call call) {
    var a = new Arguments(call, "pack_sequence", "sequences", "enforce_sorted?");
    List<Tensor> all = tensors(a.get("sequences"), call);
    long[] lengths = all.stream().mapToLong(sequence -> sequence.size(0)).toArray();
    return guarded(
        call,
        () ->
            packed(
                sideBySide(all, 0, false, false),
                Tensor.ofWhole(Shape.of(lengths.length), lengths),
                a.flag("enforce_sorted", true),
                call));
  }
}
