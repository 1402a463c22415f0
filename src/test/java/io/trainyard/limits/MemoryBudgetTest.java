package io.trainyard.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final Duration OFTEN = Duration.ofMillis(10);

  private final MemoryBudget budget = new MemoryBudget(100);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private Future<MemoryBudget.Share> waiting(long size, AtomicBoolean isWanted) {
    CountDownLatch asked = new CountDownLatch(1);
    Future<MemoryBudget.Share> share =
        threads.submit(() -> {
          return budget.take(
              size,
              () -> {
                asked.countDown();
                return isWanted.get();
              },
              OFTEN);
        });
    await().until(() -> share.isDone() || asked.getCount() == 0);
    return share;
  }

  private Future<MemoryBudget.Share> waiting(long size) {
    return waiting(size, new AtomicBoolean(true));
  }

  private static MemoryBudget.Share taken(Future<MemoryBudget.Share> share) throws Exception {
    return Objects.requireNonNull(share.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whatFitsTogetherIsTakenTogetherAndWhatDoesNotWaits() throws Exception {
    MemoryBudget.Share first = Objects.requireNonNull(budget.tryTake(60));
    assertThat(budget.tryTake(60)).isNull();
    MemoryBudget.Share small = Objects.requireNonNull(budget.tryTake(40));
    Future<MemoryBudget.Share> second = waiting(60);
    assertThat(second).isNotDone();
    small.close();
    assertThat(second).isNotDone();
    first.close();
    taken(second).close();
    assertThat(budget.free()).isEqualTo(100);
  }

  @Test
  void whatIsLargeIsNotOvertakenByWhatIsSmall() throws Exception {
    MemoryBudget.Share first = Objects.requireNonNull(budget.tryTake(60));
    Future<MemoryBudget.Share> large = waiting(90);
    Future<MemoryBudget.Share> small = waiting(10);
    assertThat(budget.tryTake(10)).isNull();
    assertThat(small).isNotDone();
    first.close();
    try (MemoryBudget.Share all = taken(large)) {
      assertThat(all).isNotNull();
      taken(small).close();
    }
    assertThat(budget.free()).isEqualTo(100);
  }

  @Test
  void whoIsNotWantedAnyMoreLetsTheOthersPass() throws Exception {
    MemoryBudget.Share first = Objects.requireNonNull(budget.tryTake(60));
    AtomicBoolean isWanted = new AtomicBoolean(true);
    Future<MemoryBudget.Share> large = waiting(90, isWanted);
    Future<MemoryBudget.Share> small = waiting(10);
    isWanted.set(false);
    assertThat(large.get(10, TimeUnit.SECONDS)).isNull();
    taken(small).close();
    first.close();
    assertThat(budget.free()).isEqualTo(100);
  }

  @Test
  void whatIsLargerThanAllGetsAllOfIt() {
    try (MemoryBudget.Share all = budget.tryTake(1000)) {
      assertThat(all).isNotNull();
      assertThat(budget.free()).isZero();
    }
    assertThat(budget.free()).isEqualTo(100);
  }

  @Test
  void aShareThatIsGivenBackTwiceIsFreeOnce() {
    MemoryBudget.Share share = Objects.requireNonNull(budget.tryTake(30));
    share.close();
    share.close();
    assertThat(budget.free()).isEqualTo(100);
  }

  @Test
  void manyAtOnceNeverHaveMoreThanThereIs() throws Exception {
    AtomicLong had = new AtomicLong();
    List<Long> most = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long size = 1 + i * 37L % 100;
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try (MemoryBudget.Share share = budget.take(size, () -> true, OFTEN)) {
                  assertThat(share).isNotNull();
                  most.add(had.addAndGet(size));
                  had.addAndGet(-size);
                }
              },
              threads));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    assertThat(most).hasSize(200).allSatisfy(sum -> assertThat(sum).isLessThanOrEqualTo(100));
    assertThat(budget.free()).isEqualTo(100);
  }
}
