package io.trainyard;

import org.junit.jupiter.api.condition.DisabledIf;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The same on the image that docker-compose.yml runs; skipped where Docker is not, and {@link
 * StartPostgresIT} holds PostgreSQL there.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("postgres")
@ContextConfiguration(inheritInitializers = false)
@DisabledIf( // before Testcontainers asks, which waits for the answer
    value = "io.trainyard.Compose#hangs",
    disabledReason = "the Docker engine does not answer")
@Testcontainers(disabledWithoutDocker = true)
class StartPostgresContainerIT extends StartIT {
  @SuppressWarnings("unused") // JUnit starts it and Spring connects to it
  @Container
  @ServiceConnection
  private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");

  @Override
  String database() {
    return "PostgreSQL";
  }
}
