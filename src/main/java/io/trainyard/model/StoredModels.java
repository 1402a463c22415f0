package io.trainyard.model;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The rows of the models. Lists leave out the descriptions, which are long. */
interface StoredModels extends JpaRepository<Model, String> {
  String LISTING =
      """
      select new io.trainyard.model.ModelListing(
          m.id, m.name, m.epoch, m.parameters, m.jobId, m.datasetId, m.datasetName, m.datasetSha256, m.seed,
          m.trainyardVersion, m.createdAt)
      from Model m
      """;

  /** Newest first, those before an id. */
  @Query(LISTING + "where m.id < :id order by m.id desc")
  List<ModelListing> listBefore(String id, Limit limit);

  /** Oldest first, those after an id. */
  @Query(LISTING + "where m.id > :id order by m.id")
  List<ModelListing> listAfter(String id, Limit limit);

  /** Deletes a model and, by the foreign key, its parameters; says how many there were. */
  @Modifying
  @Query("delete from Model m where m.id = :id")
  int delete(String id);
}
