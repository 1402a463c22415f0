package io.trainyard.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The list of what there is, and the schema made from the same source. */
@OnH2
class CapabilitiesIT {
  @LocalServerPort private int port;
  @Autowired private Limits limits;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void listsEverythingByKindWithASentenceEach() {
    JsonNode all = client.get("/v1/capabilities");
    assertThat(types(all, "layers"))
        .contains("Linear", "Dropout", "Flatten")
        .doesNotContain("ReLU");
    assertThat(types(all, "activations")).contains("ReLU", "GELU", "Softmax");
    assertThat(types(all, "losses")).contains("MSELoss", "CrossEntropyLoss", "BCEWithLogitsLoss");
    assertThat(types(all, "optimizers")).contains("SGD", "Adam", "AdamW", "RMSprop", "Adagrad");
    assertThat(types(all, "schedulers")).contains("StepLR", "OneCycleLR", "ReduceLROnPlateau");
    assertThat(types(all, "scalers"))
        .containsExactly("MaxAbsScaler", "MinMaxScaler", "RobustScaler", "StandardScaler");
    assertThat(types(all, "metrics"))
        .containsExactly(
            "accuracy",
            "average_precision",
            "balanced_accuracy",
            "explained_variance",
            "f1",
            "log_loss",
            "mae",
            "mape",
            "matthews_corrcoef",
            "mse",
            "precision",
            "r2",
            "recall",
            "rmse",
            "roc_auc",
            "top_k_accuracy");
    for (JsonNode kind : all) {
      for (JsonNode capability : kind) {
        if (capability.has("summary")) {
          assertThat(capability.path("summary").asString())
              .as(capability.path("type").asString())
              .matches("(?s)\\S.*\\.");
        }
      }
    }
  }

  @Test
  void describesEachArgument() {
    JsonNode all = client.get("/v1/capabilities");
    JsonNode inFeatures = argument(all, "layers", "Linear", "in_features");
    assertThat(inFeatures.path("type").asString()).isEqualTo("integer");
    assertThat(inFeatures.path("required").asBoolean()).isFalse();
    assertThat(inFeatures.path("inferred").asBoolean()).isTrue();
    assertThat(inFeatures.path("minimum").asInt()).isEqualTo(1);
    assertThat(argument(all, "layers", "Linear", "out_features").path("required").asBoolean())
        .isTrue();
    JsonNode reduction = argument(all, "losses", "MSELoss", "reduction");
    assertThat(reduction.path("default").asString()).isEqualTo("mean");
    assertThat(reduction.path("choices").toString()).contains("\"sum\"");
    JsonNode momentum = argument(all, "optimizers", "SGD", "momentum");
    assertThat(momentum.path("default").asDouble()).isZero();
    assertThat(momentum.path("expects").asString()).contains("number");
  }

  @Test
  void showsTheLimitsInForce() {
    JsonNode shown = client.get("/v1/capabilities").path("limits");
    limits
        .byName()
        .forEach((name, limit) -> assertThat(shown.path(name).asLong()).isEqualTo(limit));
    assertThat(shown).hasSize(limits.byName().size());
  }

  @Test
  void theSchemaOfAJobTakesAGoodOneAndRefusesWhatTheServerRefuses() {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(client.get("/v1/schemas/job.json").toString(), InputFormat.JSON);
    String job = Client.ARTICLE_JOB;
    assertThat(schema.validate(job, InputFormat.JSON)).isEmpty();
    for (String bad :
        List.of(
            job.replace("\"Linear\"", "\"Lineer\""),
            job.replace("\"lr\"", "\"rate\""),
            job.replace("\"epochs\": 50", "\"epochs\": 0"),
            job.replace("\"sum\"", "\"total\""),
            job.replace("\"target\": \"species\",", ""))) {
      assertThat(schema.validate(bad, InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  private static List<String> types(JsonNode all, String kind) {
    List<String> types = new ArrayList<>();
    all.path(kind).forEach(entry -> types.add(entry.path("type").asString()));
    return types;
  }

  private static JsonNode argument(JsonNode all, String kind, String type, String name) {
    for (JsonNode capability : all.path(kind)) {
      if (capability.path("type").asString().equals(type)) {
        for (JsonNode argument : capability.path("arguments")) {
          if (argument.path("name").asString().equals(name)) {
            return argument;
          }
        }
      }
    }
    throw new AssertionError("no " + name + " of " + type);
  }
}
