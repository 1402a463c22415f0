package io.trainyard.model;

import io.trainyard.rest.Ids;
import io.trainyard.rest.NotFound;
import io.trainyard.rest.Page;
import io.trainyard.rest.PageQuery;
import io.trainyard.store.Parts;
import io.trainyard.tensor.Tensor;
import io.trainyard.training.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The trained models: stored by the jobs that trained them, kept until somebody deletes them. */
@Service
public class Models {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final StoredModels stored;
  private final Parts parts;
  private final Ids ids;
  private final Clock clock;

  Models(StoredModels stored, JdbcClient jdbc, Ids ids, Clock clock) {
    this.stored = stored;
    this.parts = new Parts(jdbc, "model_state", "model_id");
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Stores a model, together with whatever else the caller's transaction does.
   *
   * @param name the job's
   * @return its id
   */
  @Transactional
  public String save(TrainedModel trained, @Nullable String name, Origin origin) {
    String id = ids.next("mdl_");
    Map<String, Tensor> state = trained.state();
    long bytes = Safetensors.size(state);
    stored.saveAndFlush(
        new Model(
            id,
            name,
            origin,
            trained.epoch(),
            state.values().stream().mapToLong(tensor -> tensor.shape().numel()).sum(),
            bytes,
            JSON.writeValueAsString(ModelDescription.of(trained)),
            clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    try (OutputStream out = parts.write(id, bytes)) {
      Safetensors.write(state, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  /**
   * The parameters of a model by PyTorch's names, to start another training from.
   *
   * @throws NotFound if there is no such model
   */
  public Map<String, Tensor> state(String id) {
    find(id);
    try (InputStream in = parts.read(id)) {
      return Safetensors.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The parameters of model " + id + " cannot be read.", e);
    }
  }

  /** The same parameters as a safetensors file. */
  InputStream file(String id) {
    return parts.read(id);
  }

  Model find(String id) {
    return stored.findById(id).orElseThrow(() -> new NotFound("model", id));
  }

  ModelDescription describe(Model model) {
    return JSON.readValue(model.description(), ModelDescription.class);
  }

  Page<ModelListing> list(PageQuery query) {
    Limit limit = Limit.of(query.limit() + 1);
    List<ModelListing> found =
        query.newest_first()
            ? stored.listBefore(query.start("mdl_"), limit)
            : stored.listAfter(query.start("mdl_"), limit);
    return Page.of(found, query, ModelListing::id, listing -> listing);
  }

  @Transactional
  void delete(String id) {
    if (stored.delete(id) == 0) {
      throw new NotFound("model", id);
    }
  }
}
