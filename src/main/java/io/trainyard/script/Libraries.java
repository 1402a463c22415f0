package io.trainyard.script;

import io.trainyard.script.torch.DTypeKind;
import io.trainyard.script.torch.Reach;
import io.trainyard.script.torch.TensorKind;
import io.trainyard.script.torch.TensorTypes;
import io.trainyard.script.torch.nn.ModuleKind;
import io.trainyard.script.value.Environment;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.WrittenMembers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts together what texts find: the modules of Python and of PyTorch, and their values. */
public final class Libraries {

  /** Other names of modules. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "torch.functional", "torch",
          "torch.nn.modules", "torch.nn",
          "torch.nn.parameter", "torch.nn",
          "torch.nn.common_types", "torch.nn",
          "torch.autograd.function", "torch.autograd",
          "torch.autograd.variable", "torch.autograd",
          "torch.amp", "torch.cuda.amp",
          "torch.cuda.amp.grad_scaler", "torch.cuda.amp",
          "tqdm.auto", "tqdm",
          "tqdm.notebook", "tqdm");

  /** Modules whose parts PyTorch has in files of their own, which texts import from too. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "torch.nn.modules",
          List.of(
              "activation batchnorm container conv distance dropout flatten fold instancenorm",
              "linear loss module normalization padding pixelshuffle pooling rnn sparse",
              "transformer upsampling utils"),
          "torch.distributions",
          List.of(
              "bernoulli beta binomial categorical cauchy dirichlet distribution exponential gamma",
              "geometric gumbel half_normal independent kl laplace log_normal multivariate_normal",
              "mixture_same_family multinomial negative_binomial normal one_hot_categorical",
              "poisson relaxed_bernoulli relaxed_categorical studentT transformed_distribution",
              "uniform utils constraints transforms"),
          "torch.optim",
          List.of("adagrad adam adamax adamw asgd lbfgs nadam optimizer radam rmsprop rprop sgd"),
          "torch.utils.data",
          List.of("dataset dataloader sampler distributed"));

  /** What a text may set, which means nothing here. */
  private static final Set<String> OPEN = Set.of("torch.backends.cudnn");

  /**
   * What of modules is written in the language itself, by module: what stands in {@code
   * torch/torch.nn/losses.py} is a part of {@code torch.nn}.
   */
  private static final Map<String, String> TEXTS = texts();

  private Libraries() {}

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    read("texts.txt")
        .lines()
        .forEach(file -> texts.merge(file.split("/", -1)[1], read(file), String::concat));
    io.trainyard.script.torch.optim.Library.texts()
        .forEach((module, text) -> texts.merge(module, text, String::concat));
    return texts;
  }

  private static String read(String file) {
    try (InputStream in = Objects.requireNonNull(Libraries.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything, made anew because some modules remember something of their text. */
  public static Environment environment() {
    Map<String, Namespace> modules = new LinkedHashMap<>();
    Map<String, WrittenMembers> written = new LinkedHashMap<>();
    members()
        .forEach((name, builtIn) -> {
          String text = TEXTS.get(name);
          Map<String, Object> members = builtIn;
          if (text != null) {
            var both = new WrittenMembers(builtIn, text);
            written.put(name, both);
            members = both;
          }
          modules.put(name, new Namespace(name, members, OPEN.contains(name)));
        });
    Environment.OF_VALUES.forEach(
        name -> written.put(name, new WrittenMembers(Map.of(), known(TEXTS, name))));
    ALIASES.forEach((alias, name) -> modules.put(alias, known(modules, name)));
    PARTS.forEach((name, lines) ->
        lines.stream()
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .forEach(part -> modules.putIfAbsent(name + "." + part, known(modules, name))));
    Set<String> names = new HashSet<>(modules.keySet());
    names.forEach(name -> putIntoParent(name, modules));
    return new Environment(
        modules,
        written,
        prelude(modules),
        List.of(new TensorKind(), new ModuleKind(), new DTypeKind()),
        Reach::from);
  }

  private static Map<String, Map<String, Object>> members() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    for (Map<String, Map<String, Object>> library :
        List.of(
            io.trainyard.script.python.Library.modules(),
            io.trainyard.script.numpy.Library.modules(),
            io.trainyard.script.torch.nn.Library.modules(),
            io.trainyard.script.torch.Library.modules(),
            io.trainyard.script.torch.autograd.Library.modules(),
            io.trainyard.script.torch.optim.Library.modules())) {
      library.forEach((name, members) ->
          all.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(members));
    }
    TEXTS.keySet().stream()
        .filter(name -> !Environment.OF_VALUES.contains(name))
        .forEach(name -> all.computeIfAbsent(name, key -> new LinkedHashMap<>()));
    return all;
  }

  private static <T> T known(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** Lets a module be an attribute of the one that it is a part of. */
  private static void putIntoParent(String name, Map<String, Namespace> modules) {
    int dot = name.lastIndexOf('.');
    Namespace parent = dot < 0 ? null : modules.get(name.substring(0, dot));
    if (parent != null) {
      parent.members().putIfAbsent(name.substring(dot + 1), known(modules, name));
    }
  }

  /** What is there without being imported, because texts are often sent without their imports. */
  private static Map<String, Object> prelude(Map<String, Namespace> modules) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("torch", known(modules, "torch"));
    names.put("nn", known(modules, "torch.nn"));
    names.put("F", known(modules, "torch.nn.functional"));
    names.put("init", known(modules, "torch.nn.init"));
    names.put("optim", known(modules, "torch.optim"));
    names.put("math", known(modules, "math"));
    names.put("Module", io.trainyard.script.torch.nn.Library.MODULE);
    names.put("Parameter", TensorTypes.PARAMETER);
    names.put("Tensor", known(modules, "torch").members().get("Tensor"));
    for (String library : List.of("collections", "functools")) {
      known(modules, library).members().forEach(names::putIfAbsent);
    }
    return names;
  }
}
