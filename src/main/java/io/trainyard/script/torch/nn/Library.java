package io.trainyard.script.torch.nn;

import io.trainyard.script.torch.TensorTypes;
import io.trainyard.script.value.TypeValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code torch.nn}: modules, initial values, and what is done with parameters. */
public final class Library {

  /** {@code nn.Module}, from which the classes of a text derive. */
  public static final TypeValue MODULE = ModuleClasses.MODULE;

  private Library() {}

  /** All names, by their modules. */
  public static Map<String, Map<String, Object>> modules() {
    Map<String, Object> nn = new LinkedHashMap<>(BuiltInModules.types());
    nn.put("Module", MODULE);
    nn.put("Sequential", Containers.SEQUENTIAL);
    nn.put("ModuleList", Containers.MODULE_LIST);
    nn.put("ModuleDict", Containers.MODULE_DICT);
    nn.put("ParameterList", Containers.PARAMETER_LIST);
    nn.put("ParameterDict", Containers.PARAMETER_DICT);
    nn.put("Parameter", TensorTypes.PARAMETER);
    Map<String, Map<String, Object>> modules = new LinkedHashMap<>();
    modules.put("torch.nn", nn);
    modules.put("torch.nn.init", Initializers.functions());
    modules.put("torch.nn.utils", ParameterFunctions.functions());
    modules.put("torch.nn.utils.rnn", PackingFunctions.functions());
    return modules;
  }
}
