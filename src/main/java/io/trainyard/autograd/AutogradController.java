package io.trainyard.autograd;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Busy;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.LimitedBody;
import io.trainyard.rest.RequestTree;
import io.trainyard.rest.StoresNothing;
import io.trainyard.rest.Utf8;
import io.trainyard.script.Snippet;
import io.trainyard.signature.Default;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Required;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.OutOfTimeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Carries out the text of a request, right away. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class AutogradController {

  /** What a request may say; its source is null only while it is at fault. */
  public record Question(
      @Required @Nullable String source,
      @Default("0") long seed,
      @Default("false") boolean check) {}

  private static final Signature<Question> QUESTION = Signature.of(Question.class);

  private final Limits limits;
  private final Clock clock;

  /** Texts compute on the threads of requests: a few at a time, so that jobs keep training. */
  private final Semaphore places =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  AutogradController(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @StoresNothing
  @PostMapping("/v1/autograd")
  AutogradView run(RequestTree body) {
    Faults faults = new Faults();
    Recipe<Question> recipe = QUESTION.read(body.root(), faults);
    InvalidRequest.throwIfAny(faults);
    return answer(Objects.requireNonNull(recipe).create(), faults.at("source"));
  }

  /** The text alone, as a file of it is. */
  @StoresNothing
  @PostMapping(path = "/v1/autograd", consumes = "text/x-python")
  AutogradView run(HttpServletRequest request) throws IOException {
    byte[] text = LimitedBody.of(request, limits.request_bytes(), "request_bytes").readAllBytes();
    return answer(new Question(Utf8.read(text, "The body"), 0, false), new Faults());
  }

  private AutogradView answer(Question question, Faults faults) {
    if (!places.tryAcquire()) {
      throw new Busy(
          "As many texts as this server carries out at a time are being carried out.",
          Duration.ofSeconds(1));
    }
    try {
      return AutogradView.of(run(question, faults), question.check());
    } finally {
      places.release();
    }
  }

  private Snippet run(Question question, Faults faults) {
    Instant end = clock.instant().plusSeconds(limits.autograd_seconds());
    Snippet snippet =
        Interruption.during(
            () -> {
              if (clock.instant().isAfter(end)) {
                throw new OutOfTimeException("the text takes longer than it may");
              }
            },
            () ->
                Snippet.run(
                    Objects.requireNonNull(question.source()),
                    question.seed(),
                    question.check(),
                    faults));
    InvalidRequest.throwIfAny(faults);
    return Objects.requireNonNull(snippet);
  }
}
