package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Others have nothing against {@code openapi.yaml} but what their settings say and why. */
class ContractLintIT {
  private static final String SETTINGS = "src/test/clients/";

  @Test
  void redoclyFindsNothing() throws IOException {
    List<String> command =
        List.of(
            NpmPackages.program("redocly"),
            "lint",
            "--config",
            SETTINGS + "redocly.yaml",
            Contract.FILE.toString());
    Program here = new Program(Path.of(".")).with("REDOCLY_TELEMETRY", "off");
    Program.Result found = here.run(Duration.ofMinutes(2), command);
    assertThat(found.code()).as(found::lastWords).isZero();
    assertThat(found.printed()).contains("is valid");
  }

  @Test
  void spectralFindsNothing() throws IOException {
    List<String> command =
        List.of(
            NpmPackages.program("spectral"),
            "lint",
            "--fail-severity=hint",
            "--ruleset",
            SETTINGS + "spectral.yaml",
            Contract.FILE.toString());
    Program.Result found = new Program(Path.of(".")).run(Duration.ofMinutes(2), command);
    assertThat(found.code()).as(found::lastWords).isZero();
  }
}
