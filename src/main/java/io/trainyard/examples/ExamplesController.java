package io.trainyard.examples;

import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the examples; they do not change while the server runs. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class ExamplesController {

  record ExampleList(List<Example> data) {}

  private final Examples examples;

  ExamplesController(Examples examples) {
    this.examples = examples;
  }

  @GetMapping("/v1/examples")
  ExampleList all() {
    return new ExampleList(examples.all());
  }

  @GetMapping("/v1/examples/{name}")
  Example example(@PathVariable String name) {
    return examples.named(name);
  }

  /** The bare body, to be sent on to the example's path. */
  @GetMapping("/v1/examples/{name}/request")
  Map<String, Object> request(@PathVariable String name) {
    return examples.named(name).request();
  }
}
