package io.trainyard.computing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Abandoned;
import io.trainyard.rest.Busy;
import io.trainyard.rest.Caller;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Unavailable;
import io.trainyard.tensor.Interruption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class ComputingTest {
  private static final long ALL = Limits.defaults().request_memory_bytes();
  private static final Need SMALL = new Need(1, 1);

  private final AtomicLong processorTime = new AtomicLong();
  private final CountDownLatch go = new CountDownLatch(1);
  private Computing computing = computing(1, 1, Duration.ofMillis(100));

  private Computing computing(int threads, int queue, Duration patience) {
    return new Computing(
        new ComputingSettings(threads, queue, patience),
        Limits.defaults(),
        processorTime::get,
        System::nanoTime);
  }

  @AfterEach
  void stop() {
    go.countDown();
    computing.destroy();
  }

  private static <T> Future<T> elsewhere(Supplier<T> call) {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    Future<T> future = threads.submit(call::get);
    threads.shutdown();
    return future;
  }

  private String held(CountDownLatch begun) {
    begun.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      return "interrupted";
    }
    return "done";
  }

  /** Something that computes until it is told to go on; returns once it has begun. */
  private Future<String> busyFor(Need need) throws InterruptedException {
    var begun = new CountDownLatch(1);
    Future<String> held = elsewhere(() -> computing.run(need, () -> held(begun)));
    begun.await();
    return held;
  }

  @Test
  void memoryGrowsWhileItIsFree() throws InterruptedException {
    String grown =
        computing.run(
            SMALL,
            memory -> {
              memory.need(ALL / 2);
              memory.need(ALL);
              memory.need(1);
              return "done";
            });
    assertThat(grown).isEqualTo("done");
    computing.destroy();
    computing = computing(2, 1, Duration.ofMillis(100));
    Future<String> held = busyFor(new Need(1, ALL / 2));
    assertThatThrownBy(() ->
            computing.run(
                SMALL,
                memory -> {
                  memory.need(ALL);
                  return "done";
                }))
        .isInstanceOf(Busy.class)
        .hasMessageContaining("Others have the memory");
    go.countDown();
    assertThat(held).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
    assertThat(computing.run(new Need(1, ALL), () -> "all of it")).isEqualTo("all of it");
  }

  @Test
  void usesPlatformThreadsOfItsOwn() {
    Thread used = computing.run(SMALL, Thread::currentThread);
    assertThat(used).isNotEqualTo(Thread.currentThread());
    assertThat(used.isVirtual()).isFalse();
  }

  @Test
  void refusesWhatFindsNoPlaceInTime() throws Exception {
    Future<String> first = busyFor(SMALL);
    assertThatThrownBy(() -> computing.run(SMALL, () -> "second")).isInstanceOf(Busy.class);
    go.countDown();
    assertThat(first.get()).isEqualTo("done");
    assertThat(computing.run(SMALL, () -> "third")).isEqualTo("third");
  }

  @Test
  void refusesAtOnceWhenTheQueueIsFull() throws Exception {
    computing.destroy();
    computing = computing(1, 1, Duration.ofMinutes(1));
    Future<String> first = busyFor(SMALL);
    Future<String> waiting = elsewhere(() -> computing.run(SMALL, () -> "waited"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          Future<String> another = elsewhere(() -> computing.run(SMALL, () -> "no"));
          try {
            another.get(2, java.util.concurrent.TimeUnit.SECONDS);
            return false;
          } catch (ExecutionException e) {
            return e.getCause() instanceof Busy;
          } catch (java.util.concurrent.TimeoutException e) {
            return false;
          }
        });
    go.countDown();
    assertThat(first.get()).isEqualTo("done");
    assertThat(waiting.get()).isEqualTo("waited");
  }

  @Test
  void endsWhatTakesMoreProcessorTimeThanItMay() {
    assertThatThrownBy(() ->
            computing.run(
                new Need(3, 1),
                () -> {
                  for (; ; ) {
                    processorTime.addAndGet(1_000_000_000);
                    Interruption.ask();
                  }
                }))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("this takes longer than the 3 seconds of processor time that it may");
    assertThat(processorTime).hasValue(4_000_000_000L);
  }

  @Test
  void endsWhatNobodyWaitsForAnyMore() {
    var left = new AtomicBoolean();
    var ended = new CompletableFuture<Throwable>();
    var request = new MockHttpServletRequest();
    request.setAttribute(Caller.class.getName(), (Caller) left::get);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    try {
      assertThatThrownBy(() ->
              computing.run(
                  SMALL,
                  () -> {
                    left.set(true);
                    try {
                      for (; ; ) {
                        Interruption.ask();
                      }
                    } catch (RuntimeException e) {
                      ended.complete(e);
                      throw e;
                    }
                  }))
          .isInstanceOf(Abandoned.class);
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
    assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Abandoned.class);
    assertThat(computing.run(SMALL, () -> "next")).isEqualTo("next");
  }

  @Test
  void sharesTheMemoryOut() throws Exception {
    computing.destroy();
    computing = computing(3, 1, Duration.ofMillis(200));
    Future<String> large = busyFor(new Need(1, ALL));
    assertThatThrownBy(() -> computing.run(SMALL, () -> "no room")).isInstanceOf(Busy.class);
    go.countDown();
    assertThat(large.get()).isEqualTo("done");
    assertThat(computing.run(new Need(1, Long.MAX_VALUE / 2), () -> "alone")).isEqualTo("alone");
  }

  @Test
  void tellsThatTheMemoryDidNotSuffice() {
    assertThatThrownBy(() ->
            computing.run(
                SMALL,
                () -> {
                  throw new OutOfMemoryError("Java heap space");
                }))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("memory");
    assertThat(computing.run(new Need(1, ALL), () -> "next")).isEqualTo("next");
  }

  @Test
  void givesBackWhatWasThrown() {
    var thrown = new IllegalStateException("as it was");
    assertThatThrownBy(() ->
            computing.run(
                SMALL,
                () -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }
}
