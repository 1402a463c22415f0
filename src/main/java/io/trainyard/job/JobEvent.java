package io.trainyard.job;

/**
 * Something that happened to a job. Published inside the transaction that records it: listen with
 * {@code @TransactionalEventListener} to hear only of what is sure.
 */
public sealed interface JobEvent
    permits JobSubmitted,
        JobStarted,
        EpochsRecorded,
        JobPutBack,
        AttemptEnded,
        JobCancelling,
        JobPausing,
        JobPaused,
        JobResumed,
        JobFinished,
        JobRenamed,
        JobDeleted {

  String jobId();
}
