package io.trainyard.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The chains that the runs in one Java process have made, by their form: what one run has made and
 * the compiler is through with serves all others. Of those that nobody asks for any more only the
 * latest are kept.
 */
final class Chains {

  private static final int MOST = 512;

  /** Some milliseconds of work; about what it takes until a new chain is compiled. */
  private static final long WORTHWHILE = 1 << 24;

  private final long worthwhile;
  private final int fewest;

  private final Map<Chain.Form, Candidate> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Chain.Form, Candidate> eldest) {
          return size() > MOST;
        }
      };

  Chains() {
    this(WORTHWHILE, Elementwise.BLOCK + 1);
  }

  /**
   * @param worthwhile from so many formulas on, each of one element, a chain is made
   * @param fewest how many elements a loop has to have: what fits into one block is in the nearest
   *     cache anyway, and gains less than the compiler takes
   */
  Chains(long worthwhile, int fewest) {
    this.worthwhile = worthwhile;
    this.fewest = fewest;
  }

  synchronized Candidate of(Chain.Form form) {
    return entries.computeIfAbsent(form, Candidate::new);
  }

  /** A chain that may be made some time. */
  final class Candidate {

    private final Chain.Form form;
    private final AtomicLong work = new AtomicLong();
    private volatile @Nullable Chain chain;
    private volatile boolean failed;

    private Candidate(Chain.Form form) {
      this.form = form;
    }

    /**
     * The chain, when there has been enough work for it to be worthwhile.
     *
     * @param elements how many there are now
     */
    @Nullable Chain chain(int elements) {
      Chain known = chain;
      if (known == null && !failed && elements >= fewest) {
        long done = work.addAndGet((long) elements * form.links().size());
        if (done >= worthwhile) {
          return make();
        }
      }
      return known;
    }

    private synchronized @Nullable Chain make() {
      if (chain == null && !failed) {
        try {
          chain = form.make();
        } catch (IllegalStateException e) {
          failed = true; // then it goes on as before
        }
      }
      return chain;
    }
  }
}
