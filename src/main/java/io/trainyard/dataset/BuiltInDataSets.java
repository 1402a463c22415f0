package io.trainyard.dataset;

import io.trainyard.rest.Conflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The data sets that come with the service, stored before the first request. */
@Component
class BuiltInDataSets implements SmartInitializingSingleton {
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
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the built-in data set '%s' cannot be read".formatted(name), e);
    }
  }
}
