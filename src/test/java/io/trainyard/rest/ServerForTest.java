package io.trainyard.rest;

import io.trainyard.limits.Limits;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * A server that has this package and a few endpoints to try it on, and no database; no part of the
 * others.
 */
@TestComponent
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
    })
@EnableConfigurationProperties(Limits.class)
@Import({
  RestConfiguration.class,
  ProblemAdvice.class,
  ProblemController.class,
  Problems.class,
  Routes.class,
  Ids.class,
  ServerForTest.Things.class
})
class ServerForTest {

  @Bean
  Clock clock() {
    return Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  }

  @RestController
  static class Things {

    @GetMapping("/v1/things")
    Page<String> list(PageQuery page, @RequestParam(defaultValue = "0") int count) {
      return new Page<>(List.of(page.start("job_"), "" + page.limit(), "" + count), false, null);
    }

    @PostMapping("/v1/things")
    Map<String, @Nullable Object> echo(RequestTree body) {
      return java.util.Collections.singletonMap("got", body.root());
    }

    @GetMapping(path = "/v1/things/{id}", produces = "text/csv")
    String one(@PathVariable String id, @RequestParam(defaultValue = "false") boolean flag) {
      return "id,flag\n" + id + "," + flag + "\n";
    }

    @PostMapping("/v1/forms")
    String form(@RequestParam MultipartFile file) {
      return "" + file.getSize();
    }

    @GetMapping("/v1/failures/{kind}")
    String fail(@PathVariable String kind, HttpServletResponse response) throws Throwable {
      throw switch (kind) {
        case "busy" -> new Busy("The queue is full.", Duration.ofSeconds(3));
        case "conflict" -> new Conflict("No.", Map.of("allowed_actions", List.of("cancel")));
        case "stopping" -> new Unavailable("The service is stopping.");
        case "database" ->
            new DataAccessResourceFailureException("io.trainyard.Secret lost its connection");
        case "full" ->
            new DataAccessResourceFailureException(
                "io.trainyard.Secret", new SQLException("could not extend file", "53100"));
        case "disk" -> new UncheckedIOException(new IOException("No space left on device"));
        case "memory" -> new OutOfMemoryError("Java heap space");
        case "half" -> {
          response.setContentLength(1000);
          response.getOutputStream().print("half an answer");
          response.flushBuffer();
          yield new IllegalStateException("in the middle");
        }
        default -> new IllegalStateException("io.trainyard.Secret failed");
      };
    }
  }
}
