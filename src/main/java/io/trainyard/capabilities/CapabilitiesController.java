package io.trainyard.capabilities;

import io.trainyard.limits.Limits;
import io.trainyard.training.RunSpec;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what there is; nothing of it changes while the server runs. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class CapabilitiesController {
  private final Capabilities capabilities;
  private final Map<String, Object> jobSchema =
      JsonSchema.document(RunSpec.SIGNATURE, "/v1/schemas/job.json", "A job of Trainyard");

  CapabilitiesController(Limits limits, ObjectProvider<BuildProperties> build) {
    String version =
        build.stream().map(BuildProperties::getVersion).findAny().orElse("development");
    capabilities = Capabilities.of(version, limits.byName());
  }

  @GetMapping("/v1/capabilities")
  Capabilities capabilities() {
    return capabilities;
  }

  @GetMapping(
      path = "/v1/schemas/job.json",
      produces = {"application/schema+json", MediaType.APPLICATION_JSON_VALUE})
  Map<String, Object> jobSchema() {
    return jobSchema;
  }
}
