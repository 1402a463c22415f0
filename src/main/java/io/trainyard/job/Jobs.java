package io.trainyard.job;

import io.trainyard.rest.NotFound;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All jobs. Ids sort by time, so lists are ranges of ids. */
public interface Jobs extends Repository<TrainingJob, String> {

  TrainingJob save(TrainingJob job);

  void delete(TrainingJob job);

  /** Sends what was saved to the database now, for statements that need it to be there. */
  void flush();

  Optional<TrainingJob> findById(String id);

  /**
   * The job of this id.
   *
   * @throws NotFound if there is none
   */
  default TrainingJob get(String id) {
    return findById(id).orElseThrow(() -> new NotFound("job", id));
  }

  /** Finds a job to change it: whoever else wants to change it waits for this transaction. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select j from TrainingJob j where j.id = :id")
  Optional<TrainingJob> findToChange(String id);

  @Query("select j.status from TrainingJob j where j.id = :id")
  Optional<JobStatus> findStatus(String id);

  @Query("select j.memory_bytes from TrainingJob j where j.id = :id")
  Optional<Long> findMemoryBytes(String id);

  /** Jobs whose deadline has passed before they ever began. */
  @Query(
      """
      select j.id from TrainingJob j
      where j.terms.deadline <= :now and j.status = io.trainyard.job.JobStatus.QUEUED and j.started_at is null
      order by j.terms.deadline
      """)
  List<String> findPassed(Instant now, Limit limit);

  List<TrainingJob> findByIdLessThanOrderByIdDesc(String start, Limit limit);

  List<TrainingJob> findByIdGreaterThanOrderById(String start, Limit limit);

  List<TrainingJob> findByStatusAndIdLessThanOrderByIdDesc(
      JobStatus status, String start, Limit limit);

  List<TrainingJob> findByStatusAndIdGreaterThanOrderById(
      JobStatus status, String start, Limit limit);

  long countByStatus(JobStatus status);

  @Query(
      "select new io.trainyard.job.StatusCount(j.status, count(j)) from TrainingJob j group by j.status")
  List<StatusCount> countByStatus();

  /** All jobs that somebody works on, here or elsewhere. */
  @Query(
      """
      select new io.trainyard.job.AttemptState(j.id, j.status, j.attempt, j.node) from TrainingJob j
      where j.status in (io.trainyard.job.JobStatus.RUNNING, io.trainyard.job.JobStatus.PAUSING,
                         io.trainyard.job.JobStatus.CANCELLING)
      """)
  List<AttemptState> findAttempts();

  @Query(
      "select j.id from TrainingJob j where j.dataset_id = :dataset and j.status in :statuses order by j.id")
  List<String> findByDataSet(String dataset, Collection<JobStatus> statuses, Limit limit);
}
