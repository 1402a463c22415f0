package io.trainyard.dataset;

import io.trainyard.rest.Conflict;
import io.trainyard.rest.InsufficientStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The data sets that come with the service, stored before the first request. */
@Component
class BuiltInDataSets implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(BuiltInDataSets.class);
  private static final List<String> NAMES =
      List.of("iris", "wine", "breast-cancer", "diabetes", "digits");

  private final DataSets dataSets;
  private final Intake intake;

  BuiltInDataSets(DataSets dataSets, Intake intake) {
    this.dataSets = dataSets;
    this.intake = intake;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (String name : NAMES) {
      if (dataSets.find(name).isEmpty()) {
        store(name);
      }
    }
  }

  private void store(String name) {
    ClassPathResource file = new ClassPathResource("datasets/" + name + ".csv");
    try {
      intake.builtIn(file::getInputStream, name);
    } catch (Conflict e) {
      // Another node that starts at the same time was quicker.
    } catch (InsufficientStorage e) {
      log.warn("The data set '{}' is stored at the next start: {}", name, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the built-in data set '%s' cannot be read".formatted(name), e);
    }
  }
}
