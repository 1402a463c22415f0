package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Handle;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a text keeps beside a module: hooks, and of one that is built in also attributes and other
 * arguments than it was made with.
 */
final class Companion implements Holder {

  /**
   * A hook.
   *
   * @param takesKeywords whether it is given the arguments with names too
   */
  private record Hook(Object function, boolean takesKeywords) {}

  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Set<String> computed = new LinkedHashSet<>();
  private final List<Hook> before = new ArrayList<>();
  private final List<Hook> after = new ArrayList<>();
  private final List<Hook> backward = new ArrayList<>();
  private @Nullable Module instead;

  /** That of a module, which gets one if it has none. */
  static Companion of(Module module) {
    if (module.companion() instanceof Companion known) {
      return known;
    }
    var companion = new Companion();
    module.companion(companion);
    return companion;
  }

  static @Nullable Companion find(Module module) {
    return module.companion() instanceof Companion known ? known : null;
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  /** The names of parameters that the text computes instead of having them learned. */
  Set<String> computed() {
    return computed;
  }

  /** The module that computes in the place of one whose arguments have been changed. */
  @Nullable Module instead() {
    return instead;
  }

  void instead(Module other) {
    instead = other;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    attributes.values().forEach(held);
    for (List<Hook> hooks : List.of(before, after, backward)) {
      hooks.forEach(hook -> held.accept(hook.function));
    }
    if (instead != null) {
      held.accept(instead);
    }
  }

  /** {@code register_forward_pre_hook(hook, *, prepend=False, with_kwargs=False)}. */
  static Object addBefore(Call call) {
    return add(Companion.of(ModuleClasses.self(call)).before, call);
  }

  /** {@code register_forward_hook}. */
  static Object addAfter(Call call) {
    return add(Companion.of(ModuleClasses.self(call)).after, call);
  }

  /** {@code register_full_backward_hook}. */
  static Object addBackward(Call call) {
    return add(Companion.of(ModuleClasses.self(call)).backward, call);
  }

  private static Handle add(List<Hook> hooks, Call call) {
    var a =
        new Arguments(
            call, "register_hook", "self", "hook", "prepend?", "with_kwargs?", "always_call?");
    var hook = new Hook(a.get("hook"), a.flag("with_kwargs", false));
    hooks.add(a.flag("prepend", false) ? 0 : hooks.size(), hook);
    return new Handle(() -> hooks.removeIf(other -> Identity.same(other, hook)));
  }

  /**
   * Calls a module and its hooks.
   *
   * @param forward what the module itself computes
   */
  static Object call(Module module, Call call, Function<Call, Object> forward) {
    Companion companion = find(module);
    return companion == null ? forward.apply(call) : companion.hooked(module, call, forward);
  }

  private Object hooked(Module module, Call call, Function<Call, Object> forward) {
    List<Object> given = call.positional();
    Map<String, Object> keywords = call.keywords();
    for (Hook hook : List.copyOf(before)) {
      Object changed = asked(hook, module, given, keywords, null, call);
      if (hook.takesKeywords
          && changed instanceof TupleValue both
          && both.items().get(1) instanceof DictValue named) {
        given = items(both.items().getFirst());
        keywords = named(named);
      } else if (changed != None.NONE) {
        given = items(changed);
      }
    }
    var heard = backward.isEmpty() ? null : new HeardGradients(module, List.copyOf(functions()));
    if (heard != null) {
      given = heard.inputs(given);
    }
    Object output = forward.apply(new Call(call.position(), given, keywords, call.session()));
    if (heard != null) {
      heard.output(output, call);
    }
    for (Hook hook : List.copyOf(after)) {
      Object changed = asked(hook, module, given, keywords, output, call);
      output = changed == None.NONE ? output : changed;
    }
    return output;
  }

  private List<Object> functions() {
    return backward.stream().map(Hook::function).toList();
  }

  private static Object asked(
      Hook hook,
      Module module,
      List<Object> given,
      Map<String, Object> keywords,
      @Nullable Object output,
      Call call) {
    List<Object> arguments = new ArrayList<>(List.of(module, new TupleValue(given)));
    if (hook.takesKeywords) {
      var named = new DictValue();
      keywords.forEach(named::put);
      arguments.add(named);
    }
    if (output != null) {
      arguments.add(output);
    }
    return Language.call(hook.function, call, arguments.toArray());
  }

  private static List<Object> items(Object given) {
    return given instanceof TupleValue tuple ? tuple.items() : List.of(given);
  }

  private static Map<String, Object> named(DictValue dict) {
    Map<String, Object> named = new LinkedHashMap<>();
    dict.keys()
        .forEach(
            key -> named.put(String.valueOf(key), java.util.Objects.requireNonNull(dict.get(key))));
    return named;
  }

  /** The gradients of one call of a module, told to hooks once all of them are there. */
  private static final class HeardGradients {
    private final Module module;
    private final List<Object> hooks;
    private final List<Tensor> inputs = new ArrayList<>();
    private @Nullable Object ofOutput;

    HeardGradients(Module module, List<Object> hooks) {
      this.module = module;
      this.hooks = hooks;
    }

    /** The inputs, each that is learned from as one of its own. */
    List<Object> inputs(List<Object> given) {
      List<Object> own = new ArrayList<>();
      for (Object value : given) {
        if (value instanceof TensorValue tensor && tensor.tensor().requiresGrad()) {
          Tensor alias = tensor.tensor().alias();
          inputs.add(alias);
          own.add(new TensorValue(alias, "BackwardHookFunctionBackward"));
        } else {
          own.add(value);
        }
      }
      return own;
    }

    void output(Object output, Call call) {
      Object first = output instanceof TupleValue tuple ? tuple.items().getFirst() : output;
      if (!(first instanceof TensorValue tensor) || !tensor.tensor().requiresGrad()) {
        return;
      }
      tensor
          .tensor()
          .hook(gradient -> {
            ofOutput = TupleValue.of(TensorValue.of(gradient));
            if (inputs.isEmpty()) {
              tell(TupleValue.of(None.NONE), call);
            }
            return gradient;
          });
      if (!inputs.isEmpty()) {
        inputs.getFirst().hook(gradient -> ofInput(gradient, call));
      }
    }

    private Tensor ofInput(Tensor gradient, Call call) {
      Object changed = tell(TupleValue.of(TensorValue.of(gradient)), call);
      return changed instanceof TupleValue tuple
              && tuple.items().getFirst() instanceof TensorValue other
          ? other.tensor()
          : gradient;
    }

    private Object tell(TupleValue ofInputs, Call call) {
      Object changed = None.NONE;
      for (Object hook : hooks) {
        Object answer =
            Language.call(hook, call, module, ofInputs, ofOutput == null ? None.NONE : ofOutput);
        changed = answer == None.NONE ? changed : answer;
      }
      return changed;
    }
  }
}
