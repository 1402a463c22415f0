package io.trainyard.examples;

import io.trainyard.rest.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** All examples: a file each, named {@code 01-two-layer-net.yaml}, in the order of the numbers. */
@Component
class Examples {
  private static final String FILES = "classpath:examples/*.yaml";
  private static final Pattern FILE = Pattern.compile("\\d+-(?<name>[a-z0-9-]+)\\.yaml");

  private final List<Example> all;

  Examples() throws IOException {
    all =
        Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
            .sorted(Comparator.comparing(Examples::fileName))
            .map(Examples::read)
            .toList();
  }

  List<Example> all() {
    return all;
  }

  /**
   * @throws NotFound when there is none of this name
   */
  Example named(String name) {
    return all.stream()
        .filter(example -> example.name().equals(name))
        .findAny()
        .orElseThrow(() -> new NotFound("example", name, all.stream().map(Example::name).toList()));
  }

  private static Example read(Resource file) {
    Matcher name = FILE.matcher(fileName(file));
    if (!name.matches()) {
      throw new IllegalStateException(
          "the example " + fileName(file) + " is not named as in 01-two-layer-net.yaml");
    }
    try (InputStream text = file.getInputStream()) {
      Map<String, Object> fields = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      fields.put("name", name.group("name"));
      return JsonMapper.shared().convertValue(fields, Example.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fileName(Resource file) {
    return Objects.requireNonNull(file.getFilename());
  }
}
