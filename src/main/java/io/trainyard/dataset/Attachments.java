package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/** Takes in data sets that come along with other requests. */
@Component
public class Attachments {
  private final Intake intake;
  private final DataSets dataSets;

  Attachments(Intake intake, DataSets dataSets) {
    this.intake = intake;
    this.dataSets = dataSets;
  }

  /**
   * A data set that came along.
   *
   * @param isNew whether it was not there before
   */
  public record Attached(DataSet dataSet, boolean isNew) {}

  /**
   * Stores a CSV file, unless the same file is there already. It is called after the file and its
   * digest, {@code iris-1c0f3a9be022}, so that sending it again makes no other.
   *
   * @param part what the part of the request is called, for faults
   * @throws Refusal when it is no data set; faults of the file say line and column
   */
  public Attached take(InputStreamSource file, @Nullable String fileName, String part)
      throws IOException {
    try {
      return intake.attached(file::getInputStream, DataSetNames.ofFile(fileName));
    } catch (InvalidRequest e) {
      throw new InvalidRequest(
          e.flaws().stream()
              .map(flaw ->
                  new InvalidRequest.Flaw(
                      "/" + part, null, flaw.line(), flaw.column(), flaw.detail(), flaw.code()))
              .toList());
    }
  }

  /** Takes back what came along with a request that was refused. */
  public void discard(List<Attached> attached) {
    attached.stream()
        .filter(Attached::isNew)
        .forEach(unused -> dataSets.delete(unused.dataSet().id()));
  }
}
