package io.trainyard.dataset;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The data sets in the database. */
interface StoredDataSets extends Repository<StoredDataSet, String> {
  StoredDataSet saveAndFlush(StoredDataSet dataSet);

  void delete(StoredDataSet dataSet);

  Optional<StoredDataSet> findById(String id);

  Optional<StoredDataSet> findByName(String name);

  List<StoredDataSet> findByIdLessThanOrderByIdDesc(String id, Limit limit);

  List<StoredDataSet> findByIdGreaterThanOrderById(String id, Limit limit);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select d from StoredDataSet d where d.id = :id")
  Optional<StoredDataSet> lock(String id);

  @Query("select d.name from StoredDataSet d order by d.id desc")
  List<String> names(Limit limit);
}
