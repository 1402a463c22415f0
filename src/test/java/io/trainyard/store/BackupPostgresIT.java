package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnPostgres;
import io.trainyard.contract.Client;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@OnPostgres
class BackupPostgresIT {
  @LocalServerPort private int port;

  @Test
  void aStoreInPostgresIsBackedUpByPostgres() {
    var answer =
        new Client("http://127.0.0.1:" + port).send("POST", "/v1/backup", null, "application/zip");
    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("pg_dump");
  }
}
