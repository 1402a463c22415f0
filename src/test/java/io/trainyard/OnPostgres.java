package io.trainyard;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test against the whole application on a port of its own, with a database of its own on a
 * real PostgreSQL that needs no Docker. To run one class's tests on both databases, extend the one
 * annotated with {@link OnH2} by an empty class annotated with this.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.Database.class, inheritInitializers = false)
public @interface OnPostgres {

  /** Gives each application context a new database on the one server of this JVM. */
  class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final AtomicInteger databases = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      String name = "test" + databases.incrementAndGet();
      try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException("could not create the database " + name, e);
      }
      TestPropertyValues.of(
              "spring.datasource.url=" + Server.POSTGRES.getJdbcUrl("postgres", name),
              "spring.datasource.username=postgres",
              "spring.datasource.password=postgres")
          .applyTo(context);
    }
  }

  /**
   * The server starts with the first test that asks and stops after the last context has closed.
   */
  final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        SpringApplication.getShutdownHandlers().add(() -> stop(postgres));
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }

    private static void stop(EmbeddedPostgres postgres) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not stop", e);
      }
    }
  }
}
