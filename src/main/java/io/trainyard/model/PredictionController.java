package io.trainyard.model;

import io.trainyard.limits.Limits;
import io.trainyard.model.ReadyModels.Ready;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.LimitedBody;
import io.trainyard.rest.RequestTree;
import io.trainyard.signature.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a model predict, and says how well it does on a data set. */
@RestController
@RequestMapping("/v1/models/{id}")
class PredictionController {
  /** Rows that go through the network at once: enough to be quick, few enough to fit. */
  private static final int ROWS_AT_ONCE = 1024;

  private final ReadyModels ready;
  private final Limits limits;

  PredictionController(ReadyModels ready, Limits limits) {
    this.ready = ready;
    this.limits = limits;
  }

  @PostMapping("/predict")
  Prediction predict(@PathVariable String id, RequestTree body) {
    Ready model = ready.get(id);
    Faults faults = new Faults();
    double[][] rows =
        PredictionRows.read(body.root(), model.description(), limits.prediction_rows(), faults);
    InvalidRequest.throwIfAny(faults);
    return predict(model, rows);
  }

  @PostMapping(path = "/predict", consumes = "text/csv")
  Prediction predict(@PathVariable String id, HttpServletRequest request) throws IOException {
    Ready model = ready.get(id);
    return predict(
        model,
        PredictionCsv.read(
            LimitedBody.of(request, limits.request_bytes(), "request_bytes"),
            model.description(),
            limits.prediction_rows()));
  }

  private static Prediction predict(Ready model, double[][] rows) {
    float[][] outputs = new float[rows.length][];
    for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      int to = Math.min(from + ROWS_AT_ONCE, rows.length);
      float[][] some = model.predictor().outputs(Arrays.copyOfRange(rows, from, to));
      System.arraycopy(some, 0, outputs, from, some.length);
    }
    return new Prediction(outputs, model.predictor().labels(outputs));
  }
}
