package io.trainyard.model;

import io.trainyard.computing.Computing;
import io.trainyard.computing.Need;
import io.trainyard.dataset.DataSet;
import io.trainyard.dataset.DataSets;
import io.trainyard.limits.Limits;
import io.trainyard.model.EvaluationView.Look;
import io.trainyard.model.ReadyModels.Ready;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.PreparationException;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.LimitedBody;
import io.trainyard.rest.NotFound;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.RequestTree;
import io.trainyard.rest.StoresNothing;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Required;
import io.trainyard.signature.Signature;
import io.trainyard.signature.Suggestion;
import io.trainyard.training.Evaluation;
import io.trainyard.training.PermutationImportance;
import io.trainyard.training.Predictor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets a model predict, and says how well it does on a data set. */
@RestController
@RequestMapping(path = "/v1/models/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class PredictionController {
  /** What an evaluation's body may say; its data set is null only while it is at fault. */
  public record Question(@Required @Nullable String dataset) {}

  private static final Signature<Question> QUESTION = Signature.of(Question.class);

  /** What a prediction takes besides its rows and the model. */
  private static final long BYTES_OF_A_PREDICTION = 16 << 20;

  /** A number of a body of a byte or two becomes a float, and a double before that. */
  private static final long BYTES_OF_A_BYTE = 8;

  private static final long BYTES_OF_A_VALUE = 24;
  private static final String EXTRA_COLUMNS = "extra_columns";

  private final ReadyModels ready;
  private final DataSets dataSets;
  private final Limits limits;
  private final Computing computing;

  PredictionController(ReadyModels ready, DataSets dataSets, Limits limits, Computing computing) {
    this.ready = ready;
    this.dataSets = dataSets;
    this.limits = limits;
    this.computing = computing;
  }

  @StoresNothing
  @PostMapping(
      path = "/predict",
      consumes = {"application/json", "application/*+json"})
  Prediction predict(
      @PathVariable String id,
      @RequestParam(name = EXTRA_COLUMNS, defaultValue = "refuse") String extraColumns,
      RequestTree body,
      HttpServletRequest request) {
    ExtraColumns extra = ExtraColumns.of(extraColumns);
    long length = request.getContentLengthLong();
    return computing.run(
        need(id, BYTES_OF_A_BYTE * (length < 0 ? limits.request_bytes() : length)),
        () -> {
          Ready model = ready.get(id);
          Faults faults = new Faults();
          List<Column> columns =
              PredictionRows.read(
                  body.root(), model.description(), extra, limits.prediction_rows(), faults);
          InvalidRequest.throwIfAny(faults);
          return predict(
              model,
              columns,
              e ->
                  e.row() < 0
                      ? InvalidRequest.at("/rows", "invalid_value", message(e))
                      : InvalidRequest.at(
                          place(body.root(), e, model.description()), "invalid_value", message(e)));
        });
  }

  @StoresNothing
  @PostMapping(path = "/predict", consumes = "text/csv")
  Prediction predict(
      @PathVariable String id,
      @RequestParam(name = EXTRA_COLUMNS, defaultValue = "refuse") String extraColumns,
      HttpServletRequest request)
      throws IOException {
    ExtraColumns extra = ExtraColumns.of(extraColumns);
    ready.require(id);
    byte[] csv = LimitedBody.of(request, limits.request_bytes(), "request_bytes").readAllBytes();
    return computing.run(
        need(id, BYTES_OF_A_BYTE * csv.length),
        () -> {
          Ready model = ready.get(id);
          PredictionCsv.Rows rows = PredictionCsv.read(csv, model.description(), extra, limits);
          return predict(
              model,
              rows.columns(),
              e ->
                  new InvalidRequest(
                      List.of(
                          InvalidRequest.Flaw.atLine(
                              e.row() < 0 ? 1 : rows.lines().get(e.row()),
                              e.column(),
                              "invalid_value",
                              message(e)))));
        });
  }

  @StoresNothing
  @PostMapping("/evaluate")
  EvaluationView evaluate(
      @PathVariable String id,
      @RequestParam(name = "with", required = false) @Nullable List<String> with,
      RequestTree body) {
    Set<Look> looks = looks(with == null ? List.of() : with);
    ready.require(id);
    Faults faults = new Faults();
    Recipe<Question> question = QUESTION.read(body.root(), faults);
    InvalidRequest.throwIfAny(faults);
    String name = Objects.requireNonNull(Objects.requireNonNull(question).create().dataset());
    DataSet dataset;
    try {
      dataset = dataSets.get(name);
    } catch (NotFound e) {
      throw InvalidRequest.at("/dataset", "not_found", String.valueOf(e.getMessage()));
    }
    long values = (long) dataset.rows() * (dataset.columns().size() + 1);
    return computing.run(need(id, BYTES_OF_A_VALUE * values), () -> evaluate(id, dataset, looks));
  }

  private static Set<Look> looks(List<String> with) {
    Set<Look> looks = EnumSet.noneOf(Look.class);
    Map<String, Look> known = new LinkedHashMap<>();
    for (Look look : Look.values()) {
      known.put(look.name().toLowerCase(Locale.ROOT), look);
    }
    for (String name : with) {
      Look look = known.get(name);
      if (look == null) {
        throw InvalidRequest.parameter(
            "with",
            "unknown_name",
            "Query parameter 'with' knows no %s%s"
                .formatted(Refusal.quoted(name), Suggestion.hint(name, known.keySet())));
      }
      looks.add(look);
    }
    return looks;
  }

  private EvaluationView evaluate(String id, DataSet dataset, Set<Look> looks) {
    try {
      Ready model = ready.get(id);
      var table = new DataSetTable(dataSets, dataset);
      Evaluation evaluation = model.predictor().evaluate(table);
      List<PermutationImportance> importances =
          looks.contains(Look.PERMUTATION_IMPORTANCE) ? model.predictor().importances(table) : null;
      return EvaluationView.of(evaluation, model.description().classes(), looks, importances);
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.at("/dataset", "invalid_value", String.valueOf(e.getMessage()));
    }
  }

  private Need need(String id, long bytes) {
    return new Need(
        limits.prediction_seconds(), BYTES_OF_A_PREDICTION + ready.bytesToCome(id) + bytes);
  }

  private static Prediction predict(
      Ready model, List<Column> columns, Function<PreparationException, InvalidRequest> refusal) {
    try {
      Predictor predictor = model.predictor();
      float[][] outputs = predictor.outputs(columns, columns.getFirst().rows());
      return new Prediction(outputs, predictor.labels(outputs), predictor.probabilities(outputs));
    } catch (PreparationException e) {
      throw refusal.apply(e);
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.at("", "invalid_value", String.valueOf(e.getMessage()));
    }
  }

  private static String message(PreparationException e) {
    return String.valueOf(e.getMessage());
  }

  /** Where a value stands in the request: {@code /rows/3/age}, or {@code /rows/3/1} in a list. */
  private static String place(
      @Nullable Object request, PreparationException e, ModelDescription model) {
    boolean isList =
        request instanceof Map<?, ?> fields
            && fields.get("rows") instanceof List<?> rows
            && rows.get(e.row()) instanceof List<?>;
    String column = String.valueOf(e.column());
    return new Faults()
        .at("rows", e.row(), isList ? (Object) model.features().indexOf(column) : column)
        .pointer();
  }
}
