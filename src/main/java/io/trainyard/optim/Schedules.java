package io.trainyard.optim;

import io.trainyard.signature.Recipe;
import io.trainyard.tensor.StateDict;
import java.util.ArrayList;
import java.util.List;

/** Makes the schedulers that another scheduler is made of. */
final class Schedules {

  private Schedules() {}

  /**
   * Makes them in their order, each of which sets the learning rate of its first step.
   *
   * @throws IllegalArgumentException when there are none, they step at different times, or one of
   *     them needs to be told a metric
   */
  static List<? extends LRScheduler> of(
      LRScheduler whole,
      List<Recipe<? extends LRScheduler>> recipes,
      Optimizer optimizer,
      Lambdas lambdas) {
    String name = whole.getClass().getSimpleName();
    Arguments.require(
        !recipes.isEmpty(), name + " expects at least one scheduler, but got no scheduler.");
    List<LRScheduler> made = new ArrayList<>();
    for (Recipe<? extends LRScheduler> recipe : recipes) {
      Arguments.require(
          !recipe.type().equals(ReduceLROnPlateau.class.getSimpleName()),
          name
              + " does not support ReduceLROnPlateau, which needs to be told a metric, but got one"
              + " at index "
              + made.size());
      LRScheduler scheduler = recipe.create(optimizer, lambdas);
      Arguments.require(
          made.isEmpty() || scheduler.pace() == made.getFirst().pace(),
          name
              + " cannot hold both "
              + recipes.getFirst().type()
              + " and "
              + recipe.type()
              + ": one steps after each batch, the other after each epoch");
      made.add(scheduler);
    }
    return List.copyOf(made);
  }

  static void save(List<? extends LRScheduler> schedulers, StateDict to) {
    for (int i = 0; i < schedulers.size(); i++) {
      schedulers.get(i).save(to.at(String.valueOf(i)));
    }
  }

  static void load(List<? extends LRScheduler> schedulers, StateDict from) {
    for (int i = 0; i < schedulers.size(); i++) {
      schedulers.get(i).load(from.at(String.valueOf(i)));
    }
  }
}
