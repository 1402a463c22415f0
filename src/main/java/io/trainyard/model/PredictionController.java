package io.trainyard.model;

import io.trainyard.dataset.DataSets;
import io.trainyard.limits.Limits;
import io.trainyard.model.ReadyModels.Ready;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.LimitedBody;
import io.trainyard.rest.NotFound;
import io.trainyard.rest.RequestTree;
import io.trainyard.rest.StoresNothing;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Required;
import io.trainyard.signature.Signature;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a model predict, and says how well it does on a data set. */
@RestController
@RequestMapping(path = "/v1/models/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class PredictionController {
  /** What an evaluation's body may say; its data set is null only while it is at fault. */
  public record Question(@Required @Nullable String dataset) {}

  private static final Signature<Question> QUESTION = Signature.of(Question.class);

  private final ReadyModels ready;
  private final DataSets dataSets;
  private final Limits limits;

  PredictionController(ReadyModels ready, DataSets dataSets, Limits limits) {
    this.ready = ready;
    this.dataSets = dataSets;
    this.limits = limits;
  }

  @StoresNothing
  @PostMapping(
      path = "/predict",
      consumes = {"application/json", "application/*+json"})
  Prediction predict(@PathVariable String id, RequestTree body) {
    Ready model = ready.get(id);
    Faults faults = new Faults();
    double[][] rows =
        PredictionRows.read(body.root(), model.description(), limits.prediction_rows(), faults);
    InvalidRequest.throwIfAny(faults);
    return predict(model, rows);
  }

  @StoresNothing
  @PostMapping(path = "/predict", consumes = "text/csv")
  Prediction predict(@PathVariable String id, HttpServletRequest request) throws IOException {
    Ready model = ready.get(id);
    return predict(
        model,
        PredictionCsv.read(
            LimitedBody.of(request, limits.request_bytes(), "request_bytes"),
            model.description(),
            limits));
  }

  @StoresNothing
  @PostMapping("/evaluate")
  EvaluationView evaluate(@PathVariable String id, RequestTree body) {
    Ready model = ready.get(id);
    Faults faults = new Faults();
    Recipe<Question> question = QUESTION.read(body.root(), faults);
    InvalidRequest.throwIfAny(faults);
    String dataset = Objects.requireNonNull(Objects.requireNonNull(question).create().dataset());
    try {
      return EvaluationView.of(
          model.predictor().evaluate(new DataSetTable(dataSets, dataSets.get(dataset))));
    } catch (NotFound e) {
      throw InvalidRequest.at("/dataset", "not_found", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.at("/dataset", "invalid_value", String.valueOf(e.getMessage()));
    }
  }

  private static Prediction predict(Ready model, double[][] rows) {
    try {
      float[][] outputs = model.predictor().outputs(rows);
      return new Prediction(outputs, model.predictor().labels(outputs));
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.at("", "invalid_value", String.valueOf(e.getMessage()));
    }
  }
}
