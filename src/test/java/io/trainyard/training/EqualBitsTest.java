package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever builds this sees whether a machine has the bits of all others. */
class EqualBitsTest {

  @Test
  void tenJobsGiveTheRecordedBits() {
    var jobs = new TenJobs();
    assertThat(IntStream.range(0, TenJobs.count()).mapToObj(jobs::digest))
        .hasSize(10)
        .doesNotHaveDuplicates()
        .isEqualTo(TenJobs.recorded());
  }
}
