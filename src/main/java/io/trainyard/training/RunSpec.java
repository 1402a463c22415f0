package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.measure.Metric;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.preparation.ColumnSteps;
import io.trainyard.preparation.FunctionTransformer;
import io.trainyard.preparation.Preparation;
import io.trainyard.preparation.Preprocessor;
import io.trainyard.preparation.Remainder;
import io.trainyard.preparation.Scaler;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.OrName;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Required;
import io.trainyard.signature.Signature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants trained, field by field as it stands in the request. Those marked {@link
 * Required} are null only while the request is at fault, so that everything else can still be
 * checked.
 *
 * @param name what the user calls it
 * @param labels words of the user's own, by name
 * @param dataset id or name of the data set
 * @param features the columns that go in; all but the target when absent
 * @param inputs by name of an argument of {@code forward}, the column or columns that it is made
 *     of; one input of all numbers, and one of each column of arrays, when absent
 * @param target the column, or the columns of numbers, to be learned
 * @param target_encoding how the target becomes numbers; chosen by the loss and the column when
 *     absent
 * @param target_transformer what is done to a target of numbers before it is learned, and undone to
 *     what is predicted: a function by name, or what can be undone of what prepares features
 * @param scaler what is done to the features first, all of which are numbers
 * @param preprocess what is done to the columns first: {@code auto}, or a list as of scikit-learn's
 *     {@code ColumnTransformer}
 * @param remainder what becomes of the columns that such a list does not name
 * @param split which rows are learned from
 * @param model the network
 * @param loss how far predictions are from their targets
 * @param optimizer how the parameters are changed
 * @param scheduler how the learning rate is changed
 * @param epochs how often the training rows are gone through
 * @param batch_size rows per step; all at once when absent
 * @param shuffle whether each epoch has an order of its own
 * @param seed decides everything random
 * @param clip_grad_norm the largest norm of all gradients together
 * @param clip_grad_value the largest amount of each element of a gradient
 * @param initial_state values of parameters to begin with, by name
 * @param early_stopping when to end before all epochs are done
 * @param checkpoint when the run is written down, so that it can go on from there
 * @param priority which of those that wait goes first: of two, that of the higher
 * @param max_seconds after how much time it ends with what it has learned
 * @param deadline a time at which it does so
 * @param metrics what else to measure after each epoch
 */
public record RunSpec(
    @Nullable String name,
    @Default("{}") Map<String, String> labels,
    @Required @Nullable String dataset,
    @Nullable List<String> features,
    @Nullable @OrSingle Map<String, List<String>> inputs,
    @Required @Nullable @OrSingle List<String> target,
    @Nullable TargetEncoding target_encoding,
    @Nullable Either<FunctionTransformer.Function, Recipe<? extends Preprocessor>>
        target_transformer,
    @Nullable Recipe<? extends Scaler> scaler,
    @Nullable Either<Preparation.Auto, List<ColumnSteps>> preprocess,
    @Default("drop") Remainder remainder,
    @Default("{}") Split split,
    @Required @Nullable Either<ModelSpec, ScriptSpec> model,
    @Required @Nullable Either<Recipe<? extends Loss>, ScriptSpec> loss,
    @Required @Nullable Recipe<? extends Optimizer> optimizer,
    @Nullable Recipe<? extends LRScheduler> scheduler,
    @Required @Nullable @Bounds(min = 1) Integer epochs,
    @Nullable @Bounds(min = 1) Integer batch_size,
    @Default("true") boolean shuffle,
    @Default("0") long seed,
    @Nullable @Bounds(min = 0, minExclusive = true) Double clip_grad_norm,
    @Nullable @Bounds(min = 0, minExclusive = true) Double clip_grad_value,
    @Nullable Map<String, Object> initial_state,
    @Nullable EarlyStopping early_stopping,
    @Default("{}") CheckpointRule checkpoint,
    @Default("0") @Bounds(min = -10_000, max = 10_000) int priority,
    @Nullable @Bounds(min = 0, minExclusive = true) Double max_seconds,
    @Nullable String deadline,
    @OrName @Default("[]") List<Recipe<? extends Metric>> metrics) {

  /** What a request may write. */
  public static final Signature<RunSpec> SIGNATURE = Signature.of(RunSpec.class);

  /**
   * Reads a request.
   *
   * @param tree the request's body
   * @param faults gets every fault that the request alone shows; a plan finds those against the
   *     data set
   * @return the spec, of whatever could be read; null when the tree is no object
   */
  public static @Nullable RunSpec read(@Nullable Object tree, Faults faults) {
    Recipe<RunSpec> recipe = SIGNATURE.read(tree, faults);
    return recipe == null ? null : recipe.create();
  }

  /** Whether inputs have names; an empty object is what generated clients write for none. */
  boolean namesInputs() {
    return inputs != null && !inputs.isEmpty();
  }

  /** The request that reads as this spec. */
  public Map<String, @Nullable Object> toTree() {
    return SIGNATURE.toTree(this);
  }
}
