package io.trainyard.job.worker;

import io.trainyard.job.JobFinished;
import io.trainyard.store.Durability;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Has the end of a job on the disk soon after it can be seen, though no worker waits for it. */
@Component
class EndsOnDisk {
  private final Durability durability;

  EndsOnDisk(Durability durability) {
    this.durability = durability;
  }

  @TransactionalEventListener
  void finished(JobFinished event) {
    durability.request();
  }
}
