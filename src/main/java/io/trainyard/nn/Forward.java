package io.trainyard.nn;

import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.GradFn;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a module takes and gives in PyTorch: read off that method of its class named {@code forward}
 * which takes the most. Its parameters are PyTorch's, by name and in order; one that may be null is
 * None when it is left out, a boolean has its {@link Default}. A record is a tuple.
 */
public final class Forward {

  private final Module module;
  private final Method method;
  private final List<Input> inputs;

  /**
   * One thing that it takes.
   *
   * @param type a tensor, a boolean, a record of tensors, or a tensor or something else
   * @param isNullable whether it may be None, and is when it is left out
   * @param standard what it is when it is left out; null for None, or when it must not be
   */
  public record Input(String name, Class<?> type, boolean isNullable, @Nullable Object standard) {

    static Input of(java.lang.reflect.Parameter parameter) {
      Default given = parameter.getAnnotation(Default.class);
      return new Input(
          parameter.getName(),
          parameter.getType(),
          parameter.getAnnotatedType().isAnnotationPresent(Nullable.class),
          given == null ? null : (Object) Boolean.valueOf(given.value()));
    }

    /** Whether it may be left out. */
    public boolean isOptional() {
      return isNullable || standard != null;
    }
  }

  private Forward(Module module, Method method) {
    this.module = module;
    this.method = method;
    this.inputs = Arrays.stream(method.getParameters()).map(Input::of).toList();
  }

  static Forward of(Module module) {
    Method most =
        Arrays.stream(module.getClass().getMethods())
            .filter(method -> method.getName().equals("forward") && !method.isBridge())
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0] != java.util.Map.class)
            .max(Comparator.comparingInt(Forward::rank))
            .orElseThrow();
    return new Forward(module, most);
  }

  /** Of methods that take as much, one that takes something else than a tensor counts more. */
  private static int rank(Method method) {
    return 2 * method.getParameterCount() + (method.getParameterTypes()[0] == Tensor.class ? 0 : 1);
  }

  /** All that it takes, in order. */
  public List<Input> inputs() {
    return inputs;
  }

  /** The names of all that it takes. */
  public List<String> names() {
    return inputs.stream().map(Input::name).toList();
  }

  /** Whether it takes one tensor and gives one. */
  public boolean isPlain() {
    return inputs.size() == 1
        && inputs.getFirst().type() == Tensor.class
        && method.getReturnType() == Tensor.class;
  }

  /** Whether it can be called with so many tensors. */
  boolean takes(int tensors) {
    return tensors <= inputs.size()
        && inputs.subList(0, tensors).stream().allMatch(input -> input.type() == Tensor.class)
        && inputs.subList(tensors, inputs.size()).stream().allMatch(Input::isOptional);
  }

  /** The first tensor that comes of so many tensors. */
  Tensor first(List<Tensor> tensors) {
    @Nullable Object[] values = new @Nullable Object[inputs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < tensors.size() ? tensors.get(i) : inputs.get(i).standard();
    }
    Object given = call(values);
    while (given instanceof Record) {
      given = components(given).getFirst();
    }
    if (given instanceof Either.First<?, ?>(Tensor tensor)) {
      return tensor;
    }
    if (given instanceof Tensor tensor) {
      return tensor;
    }
    throw new ShapeException(module.getClass().getSimpleName() + " gives no tensor");
  }

  /** Calls it with a value for each input, in order. */
  public @Nullable Object call(@Nullable Object... values) {
    try {
      return method.invoke(module, values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(method + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }

  /**
   * PyTorch's names in a graph for what a record consists of; null where the engine's own will do.
   */
  public static List<@Nullable String> gradFns(Object record) {
    @Nullable String[] names =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(component -> component.getAnnotation(GradFn.class))
            .map(name -> name == null ? null : name.value())
            .toArray(String[]::new);
    return Arrays.asList(names);
  }

  /** What a record of tensors consists of. */
  public static List<@Nullable Object> components(Object record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = components[i].getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(record + " does not show " + components[i], e);
      }
    }
    return Arrays.asList(values);
  }

  /** Makes a record of tensors of a tuple of them. */
  public static Object record(Class<?> type, List<Tensor> tensors) {
    try {
      return type.getDeclaredConstructors()[0].newInstance(tensors.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
