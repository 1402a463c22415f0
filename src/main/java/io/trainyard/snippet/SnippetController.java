package io.trainyard.snippet;

import io.trainyard.computing.Computing;
import io.trainyard.computing.Memory;
import io.trainyard.computing.Need;
import io.trainyard.limits.Limits;
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
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Carries out the text of a request, right away. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class SnippetController {

  /** What a request may say; its source is null only while it is at fault. */
  public record Question(
      @Required @Nullable String source,
      @Default("0") long seed,
      @Default("false") boolean check) {}

  private static final Signature<Question> QUESTION = Signature.of(Question.class);

  private final Limits limits;
  private final Computing computing;

  SnippetController(Limits limits, Computing computing) {
    this.limits = limits;
    this.computing = computing;
  }

  @StoresNothing
  @PostMapping("/v1/autograd")
  SnippetView run(RequestTree body) {
    Faults faults = new Faults();
    Recipe<Question> recipe = QUESTION.read(body.root(), faults);
    InvalidRequest.throwIfAny(faults);
    return answer(Objects.requireNonNull(recipe).create(), faults.at("source"));
  }

  /** The text alone, as a file of it is. */
  @StoresNothing
  @PostMapping(path = "/v1/autograd", consumes = "text/x-python")
  SnippetView run(HttpServletRequest request) throws IOException {
    byte[] text = LimitedBody.of(request, limits.request_bytes(), "request_bytes").readAllBytes();
    return answer(new Question(Utf8.read(text, "The body"), 0, false), new Faults());
  }

  private SnippetView answer(Question question, Faults faults) {
    long most = limits.autograd_memory_bytes();
    return computing.run(
        new Need(limits.autograd_seconds(), Math.min(Snippet.MEMORY_BYTES, most)),
        memory -> SnippetView.of(run(question, most, memory, faults), question.check()));
  }

  private static Snippet run(Question question, long most, Memory memory, Faults faults) {
    Snippet snippet =
        Snippet.run(
            Objects.requireNonNull(question.source()),
            question.seed(),
            question.check(),
            most,
            memory::need,
            faults);
    InvalidRequest.throwIfAny(faults);
    return Objects.requireNonNull(snippet);
  }
}
