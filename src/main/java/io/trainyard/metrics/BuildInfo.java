package io.trainyard.metrics;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trainyard.tensor.Tensor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Shows which Trainyard this is, which Java runs it, and how wide the vectors are that it has. */
@Component
class BuildInfo {
  BuildInfo(ObjectProvider<PrometheusRegistry> prometheus, ObjectProvider<BuildProperties> build) {
    BuildProperties properties = build.getIfAvailable();
    String version = properties == null ? null : properties.getVersion();
    Info.builder()
        .name("trainyard_build_info")
        .help(
            "Version of Trainyard and of the Java that runs it, and how many numbers its vectors hold.")
        .labelNames("version", "java", "lanes")
        .register(prometheus.getIfAvailable(PrometheusRegistry::new))
        .setLabelValues(
            version == null ? "unknown" : version,
            Runtime.version().toString(),
            Integer.toString(Tensor.lanes()));
  }
}
