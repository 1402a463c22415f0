package io.trainyard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.trainyard.OnH2;
import io.trainyard.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus reads the service while jobs run, and answers what the dashboard and the alert
 * rules ask. Where {@code prometheus} or {@code promtool} is not installed, each test is skipped by
 * itself, so that it is counted; those made of the dashboard too.
 */
@OnH2
@TestPropertySource(properties = "trainyard.workers=2")
@DirtiesContext // a service of its own: the jobs of other tests would count
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusIT {
  private static final String PROMETHEUS = "prometheus";
  private static final Path OPS = Path.of("src", "ops");
  private static final Path RULES = OPS.resolve(Path.of("prometheus", "alerts.yml"));
  private static final Path DASHBOARD = OPS.resolve(Path.of("grafana/dashboards/trainyard.json"));
  private static final Pattern OF_ONE_JOB =
      Pattern.compile("trainyard_job_(loss|epoch|learning_rate|info)\\{.*");

  @LocalServerPort private int port;
  private PrometheusServer server;
  private Node node;
  private String longJob;

  @BeforeAll
  void runJobsWhilePrometheusReads() throws Exception {
    Optional<Program> installed = Program.find(PROMETHEUS);
    if (installed.isEmpty()) {
      return;
    }
    server = new PrometheusServer(installed.get(), port, RULES);
    node = new Node(port);
    for (int i = 0; i < 5; i++) {
      assertThat(node.statusAtTheEnd(node.submit("short " + i, 50, 1e-4))).isEqualTo("succeeded");
    }
    assertThat(node.statusAtTheEnd(node.submit("explodes", 50, 1e30))).isEqualTo("failed");
    assertThat(node.post("/v1/jobs", "{\"epoch\": 3}").statusCode()).isEqualTo(422);
    System.gc(); // so that there is a pause to show
    longJob = node.submit("long", 1_000_000, 1e-6, 500, 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> {
          assertThat(value("sum(trainyard_jobs_finished_total) and sum(trainyard_job_loss)"))
              .isEqualTo(6);
          assertThat(value("count_over_time(up{job=\"trainyard\"}[1m])")).isGreaterThanOrEqualTo(3);
          assertThat(value("rate(jvm_gc_pause_seconds_sum[1m])")).isNotNaN();
        });
  }

  @AfterAll
  void stop() throws Exception {
    if (node != null) {
      node.post("/v1/jobs/" + longJob + "/cancel", "");
      node.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void promtoolFindsNoFaultInTheMetrics() throws Exception {
    prometheus();
    Program.Result result = promtool().run(node.scrape(), "check", "metrics");
    assertThat(result.output()).isEmpty();
    assertThat(result.status()).isZero();
  }

  @Test
  @Order(1)
  void promtoolFindsNoFaultInTheConfigurationAndTheRulesAlarmWhenTheyShould() throws Exception {
    for (List<String> check :
        List.of(
            List.of("check", "config", "prometheus.yml"),
            List.of("check", "rules", "alerts.yml"),
            List.of("test", "rules", "alerts-test.yml"))) {
      String file = OPS.resolve("prometheus").resolve(check.getLast()).toString();
      Program.Result result = promtool().run("", check.get(0), check.get(1), file);
      assertThat(result.status()).as(result.output()).isZero();
    }
  }

  @TestFactory
  @Order(2)
  List<DynamicTest> everyQueryOfTheDashboardAnswersWithData() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String expression =
            target
                .get("expr")
                .asString()
                .replace("$instance", ".*")
                .replace("$__rate_interval", "1m")
                .replace("$__range", "1h");
        tests.add(
            dynamicTest(
                panel.get("title").asString() + ": " + expression,
                () -> assertThat(prometheus().query(expression)).isNotEmpty()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  @Test
  @Order(2)
  void theLossCurveOfARunningJobCarriesItsName() throws Exception {
    JsonNode series =
        prometheus()
            .query(
                "trainyard_job_loss{job_id=\"%s\"} * on (job_id) group_left (name) trainyard_job_info"
                    .formatted(longJob));
    assertThat(series).hasSize(2);
    assertThat(series.get(0).get("metric").get("name").asString()).isEqualTo("long");
  }

  @Test
  @Order(2)
  void everyAlertRuleIsEvaluatedOnDataAndNoneRaisesTheAlarm() throws Exception {
    JsonNode rules = prometheus().rules();
    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      assertThat(rule.get("health").asString()).as("%s", rule).isEqualTo("ok");
      assertThat(rule.get("state").asString()).as("%s", rule).isEqualTo("inactive");
      prometheus().query(rule.get("query").asString());
    }
    for (String name : metricsIn(Files.readString(RULES))) {
      assertThat(prometheus().query(name)).as(name).isNotEmpty();
    }
  }

  @Test
  @Order(3)
  void theNumberOfSeriesDoesNotGrowWithTheNumberOfJobs() throws Exception {
    prometheus();
    Set<String> before = seriesOfAllJobs();
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      jobs.add(node.submit("one of many", 2, 1e-4));
    }
    for (String job : jobs) {
      assertThat(node.statusAtTheEnd(job)).isEqualTo("succeeded");
    }

    assertThat(seriesOfAllJobs()).isEqualTo(before);
    assertThat(samples().stream().filter(line -> OF_ONE_JOB.matcher(line).matches()))
        .hasSizeLessThanOrEqualTo(RunningJobs.MOST * 5);
    assertThat(samples()).anyMatch(line -> line.contains(longJob));
  }

  private static Program promtool() {
    return Program.needed("promtool", PROMETHEUS);
  }

  private PrometheusServer prometheus() {
    Program.needed(PROMETHEUS, PROMETHEUS);
    return server;
  }

  private double value(String expression) throws Exception {
    return prometheus().query(expression).get(0).get("value").get(1).asDouble();
  }

  private List<String> samples() throws Exception {
    return node.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private Set<String> seriesOfAllJobs() throws Exception {
    return samples().stream()
        .filter(line -> !OF_ONE_JOB.matcher(line).matches())
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> metricsIn(String rules) {
    return Pattern.compile("\\b(trainyard_[a-z_]+(?=[{\\[ )])|up(?=\\{))")
        .matcher(rules)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
