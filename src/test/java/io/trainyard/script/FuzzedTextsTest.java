package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.nn.Module;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Texts that are nearly right. {@code -Dfuzz.texts=100000} tries so many; {@code
 * -Dfuzz.first=<number>} with {@code -Dfuzz.texts=1} tries one of them again.
 */
class FuzzedTextsTest {

  private static final long SECONDS = 3;

  @Test
  void whateverIsWrittenEndsWithAnErrorAtItsPlaceOrWithNone() {
    List<String> texts = texts();
    tryAll(number -> {
      String text = new Mutations(texts, number).next();
      return new Attempt(text, () -> Trial.of(text));
    });
  }

  @Test
  void whateverAJobsModelOrLossIsTheRecordingOfItsStepEndsWithAnErrorAtItsPlaceOrWithNone() {
    List<String> texts = texts();
    List<JsonNode> runs = Recorded.read("texts-trained").get("runs").valueStream().toList();
    tryAll(number -> job(runs.get((int) (number % runs.size())), number, texts));
  }

  private static void tryAll(LongFunction<Attempt> attempts) {
    long first = Long.getLong("fuzz.first", 0);
    long count = Long.getLong("fuzz.texts", Long.MAX_VALUE);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    var sum = new Sum();
    for (long i = 0; i < count && (count < Long.MAX_VALUE || System.nanoTime() < end); i++) {
      sum.add(first + i, attempts.apply(first + i));
    }
    System.out.println(sum);
    assertThat(sum.failures.values()).as(sum.toString()).isEmpty();
    assertThat(sum.kinds.size()).isGreaterThan(sum.done > 1000 ? 6 : -1);
  }

  /** A run of which the text of the model is another, or that of the loss. */
  private static Attempt job(JsonNode run, long number, List<String> texts) {
    Tensor x = Tensor.placeholder(Recorded.shape(run.at("/input/shape")));
    Tensor y = Tensor.placeholder(Recorded.shape(run.at("/target/shape")));
    boolean isLoss = !run.get("loss_text").isNull() && number % 3 == 0;
    Function<Module, Tensor> step;
    if (isLoss) {
      Module model = TrainedTextsTest.model(run);
      step = loss -> learned(TrainedTextsTest.loss(loss, run).apply(model.forward(x), y));
    } else {
      step = model -> learned(model.forward(x).sum());
    }
    String role = isLoss ? "loss_" : "";
    String text = new Mutations(texts, number).of(TrainedTextsTest.source(run, role));
    return new Attempt(
        text,
        () ->
            Trial.ofJob(
                text,
                run.get(role + "class").asString(),
                TrainedTextsTest.arguments(run, role),
                step));
  }

  static Tensor learned(Tensor loss) {
    if (loss.numel() == 1 && loss.requiresGrad()) {
      loss.backward();
    }
    return loss;
  }

  /**
   * A text and what is done with it.
   *
   * @param text what was written
   * @param trial carries it out
   */
  private record Attempt(String text, Supplier<Trial> trial) {}

  /** What came of all texts. */
  private static final class Sum {

    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int done;
    private int faultless;
    private long slowest;
    private long largest;

    void add(long number, Attempt attempt) {
      done++;
      try {
        Trial trial = attempt.trial().get();
        trial.kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        faultless += trial.faults().isEmpty() ? 1 : 0;
        slowest = Math.max(slowest, trial.nanoseconds());
        largest = Math.max(largest, trial.bytes());
      } catch (Throwable e) {
        // One of a kind is enough to look into.
        StackTraceElement[] trace = e.getStackTrace();
        String kind =
            e.getClass() + (e instanceof AssertionError || trace.length == 0 ? "" : " " + trace[0]);
        failures.putIfAbsent(
            kind, "text " + number + ": " + e + trace(trace) + "\n" + attempt.text());
      }
    }

    private static String trace(StackTraceElement[] trace) {
      return Arrays.stream(trace).limit(12).map(at -> "\n    " + at).collect(Collectors.joining());
    }

    @Override
    public String toString() {
      return "%d texts, %d without a fault; slowest %.2f s, largest %d MB; faults: %s"
          .formatted(done, faultless, slowest / 1e9, largest / 1_000_000, kinds);
    }
  }

  /** Every text there is for tests, the modules with a call of them at their end. */
  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    Recorded.read("texts").get("texts").forEach(text -> texts.add(text.get("source").asString()));
    Map<String, String> modules = new TreeMap<>();
    for (JsonNode run : Recorded.read("texts-trained").get("runs")) {
      modules.put(run.get("text").asString(), TrainedTextsTest.source(run, "") + call(run));
    }
    // They are rarer than the short ones, and more can go wrong in them.
    for (int i = 0; i < 20; i++) {
      texts.addAll(modules.values());
      texts.add(TrainedTextsTest.source("losses"));
    }
    return texts;
  }

  private static String call(JsonNode run) {
    String shape =
        StreamSupport.stream(run.get("input").get("shape").spliterator(), false)
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    return "\nnet = %s()\nout = net(torch.rand(%s))\nprint(net, out)\nout.sum().backward()\n"
        .formatted(run.get("class").asString(), shape);
  }
}
