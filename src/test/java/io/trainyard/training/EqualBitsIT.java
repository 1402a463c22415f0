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
 * The same job gives the same bits on every machine: whatever its vectors and its compiler, however
 * many jobs run at once, with vector instructions and without.
 */
class EqualBitsIT {

  private static final List<String> EXPECTED = TenJobs.recorded();

  /** Those that do least: a processor without fma computes each by numbers of any length. */
  private static final List<Integer> SMALLEST = List.of(2, 3, 8);

  private static final List<Integer> ALL = IntStream.range(0, TenJobs.count()).boxed().toList();

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
      List<Future<String>> digests = threads.invokeAll(work);
      for (int i = 0; i < digests.size(); i++) {
        assertThat(digests.get(i).get()).isEqualTo(EXPECTED.get(i % TenJobs.count()));
      }
    }
  }

  /** A Java takes the most that the processor has where it is asked for more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=jdk.incubator.vector -XX:UseAVX=3 -Xbatch",
        "--add-modules=jdk.incubator.vector -XX:UseAVX=2 -Xbatch",
        "--add-modules=jdk.incubator.vector -XX:UseAVX=1 -Xbatch",
        "--add-modules=jdk.incubator.vector -XX:-TieredCompilation",
        "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1",
        "-Dvectors=none",
        "-Dvectors=none -XX:TieredStopAtLevel=1"
      })
  void anotherJavaGivesTheSameBits(String options) throws Exception {
    assertThat(printed(options, ALL)).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=jdk.incubator.vector -XX:UseAVX=0",
        "--add-modules=jdk.incubator.vector -Xint",
        "-Dvectors=none -Xint",
        "-Dvectors=none -XX:UseAVX=0 -Xint"
      })
  void aSlowJavaGivesTheSameBits(String options) throws Exception {
    assertThat(printed(options, SMALLEST)).isEqualTo(SMALLEST.stream().map(EXPECTED::get).toList());
  }

  @Test
  void aSecondRunGivesTheSameBits() {
    var jobs = new TenJobs();
    for (int run = 0; run < 2; run++) {
      assertThat(ALL.stream().map(jobs::digest)).isEqualTo(EXPECTED);
    }
  }

  private static List<String> printed(String options, List<Integer> jobs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // UseAVX is a word of one kind of processor only
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(List.of(options.split(" ")));
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), TenJobs.class.getName()));
    jobs.forEach(number -> command.add(String.valueOf(number)));
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
