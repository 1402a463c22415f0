package io.trainyard.store;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Transactions whose commit returns when they are on the disk. The wait comes last, when the
 * transaction's connection is free again for others.
 */
final class ForcedTransactions implements PlatformTransactionManager {
  private final PlatformTransactionManager transactions;
  private final Durability durability;

  ForcedTransactions(PlatformTransactionManager transactions, Durability durability) {
    this.transactions = transactions;
    this.durability = durability;
  }

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
    return transactions.getTransaction(definition);
  }

  @Override
  public void commit(TransactionStatus status) {
    boolean wrote = status.isNewTransaction() && !status.isReadOnly() && !status.isRollbackOnly();
    transactions.commit(status);
    if (wrote) {
      durability.await();
    }
  }

  @Override
  public void rollback(TransactionStatus status) {
    transactions.rollback(status);
  }
}
