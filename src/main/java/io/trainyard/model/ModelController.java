package io.trainyard.model;

import io.trainyard.rest.Irreversible;
import io.trainyard.rest.Page;
import io.trainyard.rest.PageQuery;
import io.trainyard.tensor.Tensor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a model is, its parameters, and its end. */
@RestController
@RequestMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
class ModelController {
  private static final String SAFETENSORS = "application/vnd.safetensors";

  private final Models models;

  ModelController(Models models) {
    this.models = models;
  }

  @GetMapping
  Page<ModelListing> list(PageQuery query) {
    return models.list(query);
  }

  @GetMapping("/{id}")
  ModelView get(@PathVariable String id) {
    Model model = models.find(id);
    return ModelView.of(model, models.describe(model));
  }

  @GetMapping("/{id}/state")
  void state(@PathVariable String id, HttpServletResponse response) throws IOException {
    Map<String, Tensor> state = models.state(id);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    StateJson.write(state, response.getOutputStream());
  }

  @GetMapping(
      path = "/{id}/state",
      produces = {SAFETENSORS, MediaType.APPLICATION_OCTET_STREAM_VALUE})
  void file(@PathVariable String id, HttpServletResponse response) throws IOException {
    Model model = models.find(id);
    response.setContentType(SAFETENSORS);
    response.setContentLengthLong(model.stateBytes());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + model.id() + ".safetensors\"");
    try (InputStream file = models.file(id)) {
      file.transferTo(response.getOutputStream());
    }
  }

  @Irreversible
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    models.delete(id);
  }
}
