package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application starts on an empty database and says it is well. */
@OnH2
class StartIT {
  @LocalServerPort private int port;
  @Autowired private DataSource dataSource;

  @Test
  void isReadyAndAlive() throws Exception {
    assertThat(get("/actuator/health/readiness").body()).contains("UP");
    assertThat(get("/actuator/health/liveness").body()).contains("UP");
  }

  @Test
  void showsPrometheusItsMeters() throws Exception {
    assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void runsOnTheDatabaseThatTheTestIsAbout() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(database());
    }
  }

  String database() {
    return "H2";
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
