package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.TrainyardApplication;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What a request of any kind has written is on the disk once it is answered. */
class PowerLossIT {
  private static final String ENDLESS = Client.ARTICLE_JOB.replace("50", "1000000");
  private static final String NEW_NAME = "{\"name\": \"renamed\"}";

  @TempDir private Path directory;
  private int losses;

  @Test
  void whatWasAnsweredIsThereAfterALossOfPower() throws Exception {
    try (ConfigurableApplicationContext server =
        SpringApplication.run(
            TrainyardApplication.class,
            "--server.port=0",
            "--trainyard.workers=1",
            "--spring.datasource.url=" + VolatileDisk.url(directory))) {
      Client client =
          new Client(
              "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port"));
      String trained = client.trained(Client.ARTICLE_JOB);
      String model = client.get("/v1/jobs/" + trained).path("model_id").asString();

      String job = sent(client, "POST", "/v1/jobs", "application/json", ENDLESS);
      assertThat(afterLossOfPower("select count(*) from training_job where id = ?", job))
          .isEqualTo("1");
      sent(client, "PATCH", "/v1/jobs/" + trained, "application/json", NEW_NAME);
      assertThat(afterLossOfPower("select name from training_job where id = ?", trained))
          .isEqualTo("renamed");
      sent(client, "POST", "/v1/jobs/" + job + "/cancel", null, "");
      assertThat(afterLossOfPower("select status from training_job where id = ?", job))
          .isIn("CANCELLING", "CANCELLED");
      sent(client, "DELETE", "/v1/jobs/" + trained, null, "");
      assertThat(afterLossOfPower("select count(*) from training_job where id = ?", trained))
          .isEqualTo("0");
      sent(client, "DELETE", "/v1/models/" + model, null, "");
      assertThat(afterLossOfPower("select count(*) from model where id = ?", model)).isEqualTo("0");

      String csv = sent(client, "POST", "/v1/datasets", "text/csv", "a,b\n1,2\n3,4\n");
      String json =
          sent(
              client,
              "POST",
              "/v1/datasets",
              "application/json",
              "{\"columns\": [\"a\"], \"rows\": [[1], [2]]}");
      for (String dataSet : List.of(csv, json)) {
        assertThat(
                afterLossOfPower(
                    "select sum(row_count) from data_set_block where data_set_id = ?", dataSet))
            .isEqualTo("2");
        sent(client, "DELETE", "/v1/datasets/" + dataSet, null, "");
        assertThat(afterLossOfPower("select count(*) from data_set where id = ?", dataSet))
            .isEqualTo("0");
      }
    }
  }

  /** Sends what is accepted; the id that the answer gives. */
  private static String sent(
      Client client, String method, String path, String contentType, String body) {
    HttpResponse<String> answer = client.send(method, path, contentType, "application/json", body);
    assertThat(answer.statusCode()).as(answer::body).isBetween(200, 299);
    return answer.body().isEmpty()
        ? ""
        : JsonMapper.shared().readTree(answer.body()).path("id").asString();
  }

  private String afterLossOfPower(String query, String id) throws IOException, SQLException {
    Path after = directory.resolve("after" + ++losses);
    VolatileDisk.loseThePower(directory, after);
    try (Connection connection = DriverManager.getConnection(VolatileDisk.urlOfCopy(after));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.replace("?", "'" + id + "'"))) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
