package io.trainyard.store;

/**
 * Has what was committed on the disk before anybody is told so. Whoever writes in an ordinary
 * transaction need not ask for it: its commit waits.
 */
public interface Durability {
  /**
   * The name of the transactions whose commit does not wait, for work that is done again when a
   * machine has lost it.
   */
  String UNFORCED = "unforcedTransactions";

  /**
   * Waits until all that was committed so far is on the disk.
   *
   * @throws io.trainyard.rest.Unavailable when the disk does not confirm it
   */
  void await();

  /** Has all that was committed so far on the disk soon; nobody waits for it. */
  void request();

  /** That of a database that forces each commit by itself. */
  static Durability ofTheDatabase() {
    return new Durability() {
      @Override
      public void await() {}

      @Override
      public void request() {}
    };
  }
}
