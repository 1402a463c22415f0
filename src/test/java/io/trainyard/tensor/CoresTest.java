package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void everyPartIsDoneOnce() {
    try (var cores = new Cores(3)) {
      cores.share(() -> {
        for (int parts = 1; parts < 200; parts++) {
          var times = new AtomicIntegerArray(parts);
          Cores.each(parts, times::incrementAndGet);
          for (int part = 0; part < parts; part++) {
            assertThat(times.get(part)).isEqualTo(1);
          }
        }
        return null;
      });
    }
  }

  @Test
  void aRunThatIsAloneGetsHelp() {
    try (var cores = new Cores(2)) {
      var met = new CountDownLatch(2);
      cores.share(() -> {
        Cores.each(2, part -> meet(met));
        return null;
      });
      assertThat(met.getCount()).isZero();
    }
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoWaitsLongForAPartSleeps() {
    try (var cores = new Cores(2)) {
      var met = new CountDownLatch(2);
      Thread own = Thread.currentThread();
      var slept = new AtomicBoolean();
      cores.share(() -> {
        Cores.each(
            2,
            part -> {
              meet(met);
              if (Thread.currentThread() != own) {
                slept.set(isAsleepSoon(own));
              }
            });
        return null;
      });
      assertThat(slept).isTrue();
    }
  }

  private static boolean isAsleepSoon(Thread thread) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return thread.getState() == Thread.State.WAITING;
  }

  @Test
  void withoutCoresOrBesideAnotherRunOnlyTheOwnThreadWorks() {
    try (var cores = new Cores(2)) {
      assertThat(threads()).containsExactly(Thread.currentThread());
      cores.share(() ->
          cores.share(() -> {
            assertThat(threads()).containsExactly(Thread.currentThread());
            return null;
          }));
    }
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Cores.each(1000, part -> threads.add(Thread.currentThread()));
    return threads;
  }

  @Test
  void aStepGivesTheSameBitsOnOneCoreAndOnSeveral() {
    float[] alone = step();
    try (var cores = new Cores(3)) {
      assertThat(cores.share(CoresTest::step)).isEqualTo(alone);
    }
  }

  /** The weights after a step whose products and loops are large enough to be shared out. */
  private static float[] step() {
    var generator = new Generator(7);
    Tensor x = Tensor.normal(Shape.of(200, 300), generator);
    Tensor weight = Tensor.normal(Shape.of(500, 300), generator).requiresGrad(true);
    Program program =
        Program.record(() -> {
          Tensor loss = x.linear(weight, null).tanh().pow(2).mean();
          loss.backward();
          Tensor gradient = Objects.requireNonNull(weight.grad());
          Tensor.noGrad(() -> weight.assign(weight.sub(gradient.mul(0.1)).mul(0.99).add(0.001)));
          return loss;
        });
    program.run();
    program.run();
    return weight.toArray();
  }

  @Test
  void aFailureOfOnePartIsTheFailureOfTheWhole() {
    try (var cores = new Cores(2)) {
      assertThatThrownBy(() ->
              cores.share(() -> {
                Cores.each(
                    10,
                    part -> {
                      if (part == 3) {
                        throw new IllegalArgumentException("three");
                      }
                    });
                return null;
              }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("three");
      assertThat(cores.share(Cores::areIdle)).isTrue();
    }
  }

  @Test
  void aProductHasTheSameBitsOnAnyNumberOfCores() {
    Tensor a = numbers(150, 200);
    Tensor b = numbers(200, 170);
    float[] alone = a.matmul(b).toArray();
    for (int count = 1; count <= 4; count++) {
      try (var cores = new Cores(count)) {
        float[] shared = cores.share(() -> a.matmul(b).toArray());
        assertThat(Arrays.equals(shared, alone)).isTrue();
      }
    }
  }

  private static Tensor numbers(int rows, int columns) {
    var random = new Random(rows);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(Shape.of(rows, columns), values);
  }
}
