package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same job gives the same bits, whatever compiles it, however many run at once, with vector
 * instructions and without.
 */
class EqualBitsIT {

  private static final List<String> EXPECTED = digests(new TenJobs());

  private static List<String> digests(TenJobs jobs) {
    return IntStream.range(0, TenJobs.count()).mapToObj(jobs::digest).toList();
  }

  @Test
  void tenJobsAreTen() {
    assertThat(EXPECTED).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aSecondRunGivesTheSameBits() {
    assertThat(digests(new TenJobs())).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void jobsBesideOthersGiveTheSameBits(int workers) throws Exception {
    TenJobs jobs = new TenJobs();
    // Each of the ten twice, and eight more of all kinds between them.
    List<Callable<String>> work = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      int number = i % TenJobs.count();
      work.add(() -> jobs.digest(number));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      for (Future<String> future : threads.invokeAll(work)) {
        assertThat(EXPECTED).contains(future.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=jdk.incubator.vector",
        "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1",
        "--add-modules=jdk.incubator.vector -Xint",
        "-Dvectors=none",
        "-Dvectors=none -XX:TieredStopAtLevel=1"
      })
  void anotherJavaGivesTheSameBits(String options) throws Exception {
    assertThat(printed(options)).isEqualTo(EXPECTED);
  }

  private static List<String> printed(String options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), TenJobs.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("digest "))
        .map(line -> line.substring("digest ".length()))
        .toList();
  }
}
