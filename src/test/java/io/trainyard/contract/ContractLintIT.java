package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Others have nothing against {@code openapi.yaml} but what their settings say and why. */
class ContractLintIT {
  private static final String SETTINGS = "src/test/clients/";

  @Test
  void redoclyFindsNothing() throws Exception {
    List<String> arguments =
        List.of("lint", "--config", SETTINGS + "redocly.yaml", Contract.FILE.toString());
    Program redocly = NpmPackages.program("redocly").with("REDOCLY_TELEMETRY", "off");
    Program.Result found = redocly.run(Duration.ofMinutes(2), arguments);
    assertThat(found.status()).as(found::lastWords).isZero();
    assertThat(found.output()).contains("is valid");
  }

  @Test
  void spectralFindsNothing() throws Exception {
    List<String> arguments =
        List.of(
            "lint",
            "--fail-severity=hint",
            "--ruleset",
            SETTINGS + "spectral.yaml",
            Contract.FILE.toString());
    Program.Result found = NpmPackages.program("spectral").run(Duration.ofMinutes(2), arguments);
    assertThat(found.status()).as(found::lastWords).isZero();
  }
}
