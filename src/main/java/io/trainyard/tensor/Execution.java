package io.trainyard.tensor;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How operations are carried out in the current scope of the current thread. */
final class Execution {

  private static final ScopedValue<Collection<Instruction>> RECORDING = ScopedValue.newInstance();
  private static final ScopedValue<GradMode> GRAD = ScopedValue.newInstance();

  /** Whether graphs are remembered, which can be switched within the scope that it was made for. */
  private static final class GradMode {
    private boolean isEnabled;

    private GradMode(boolean isEnabled) {
      this.isEnabled = isEnabled;
    }
  }

  private static final ScopedValue<Claims> CLAIMS = ScopedValue.newInstance();

  private static final ScopedValue<Interruption> INTERRUPTION = ScopedValue.newInstance();

  private Execution() {}

  static <T> T interruptible(Interruption interruption, Supplier<T> work) {
    Interruption all =
        INTERRUPTION.isBound() ? both(INTERRUPTION.get(), interruption) : interruption;
    return ScopedValue.where(INTERRUPTION, all).call(work::get);
  }

  private static Interruption both(Interruption outer, Interruption inner) {
    return () -> {
      outer.check();
      inner.check();
    };
  }

  static void askInterruption() {
    if (INTERRUPTION.isBound()) {
      INTERRUPTION.get().check();
    }
  }

  static <T> T claiming(Claims claims, Supplier<T> work) {
    return ScopedValue.where(CLAIMS, claims).call(work::get);
  }

  static void claim(Shape shape, DType dtype) {
    if (CLAIMS.isBound()) {
      CLAIMS.get().tensor(shape, dtype);
    }
  }

  /** For which place of a text operations are carried out; null for none. */
  static @Nullable Object place() {
    return CLAIMS.isBound() ? CLAIMS.get().place() : null;
  }

  /** Runs an instruction at once, or takes it down when a recording is under way. */
  static void perform(Instruction instruction) {
    askInterruption();
    if (CLAIMS.isBound()) {
      CLAIMS.get().work(instruction.cost());
    }
    for (Tensor input : instruction.inputs()) {
      input.storage().requireKept();
    }
    if (RECORDING.isBound()) {
      RECORDING.get().add(instruction);
      return;
    }
    if (CLAIMS.isBound()) {
      CLAIMS.get().scratch(instruction.scratch());
    }
    Storage storage = instruction.output().storage();
    if (storage.isPending()) {
      storage.allocate();
    }
    instruction.run();
    instruction.operation().release();
  }

  /** Who draws: a generator itself, or the one behind it when what is drawn will be repeated. */
  static Generator drawing(Generator generator) {
    return RECORDING.isBound() ? generator.ofSteps() : generator;
  }

  /** Does something whose instructions go to a list instead of being run. */
  static <T> T record(Collection<Instruction> instructions, Supplier<T> work) {
    return ScopedValue.where(RECORDING, instructions).call(work::get);
  }

  /** The recording that is under way; null when there is none. */
  static @Nullable Object recording() {
    return RECORDING.isBound() ? RECORDING.get() : null;
  }

  /** Whether a backward pass may want to come through this application later. */
  static boolean remembers(Operation operation, Tensor... inputs) {
    if (!operation.isDifferentiable() || !isGradEnabled()) {
      return false;
    }
    for (Tensor input : inputs) {
      if (input.requiresGrad()) {
        return true;
      }
    }
    return false;
  }

  static boolean isGradEnabled() {
    return !GRAD.isBound() || GRAD.get().isEnabled;
  }

  static void noGrad(Runnable work) {
    ScopedValue.where(GRAD, new GradMode(false)).run(work);
  }

  static <T> T noGrad(Supplier<T> work) {
    return gradEnabled(false, work);
  }

  static <T> T withGrad(Supplier<T> work) {
    return isGradEnabled() ? work.get() : gradEnabled(true, work);
  }

  static <T> T gradEnabled(boolean enabled, Supplier<T> work) {
    return ScopedValue.where(GRAD, new GradMode(enabled)).call(work::get);
  }

  static void switchGrad(boolean enabled) {
    GRAD.get().isEnabled = enabled;
  }
}
