package io.trainyard.script.interpreter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Modules that can be imported and are not there: what they name is refused where it is used. */
final class AbsentModules {

  /** Modules of Python of which nothing is here. */
  private static final List<String> UNUSED =
      List.of(
          "pickle",
          "glob",
          "shutil",
          "datetime",
          "uuid",
          "hashlib",
          "struct",
          "io",
          "tempfile",
          "threading",
          "multiprocessing",
          "csv",
          "fractions",
          "decimal",
          "traceback",
          "platform",
          "psutil",
          "PIL",
          "cv2",
          "torchaudio",
          "torchtext",
          "torchvision",
          "tensorboard",
          "tensorboardX",
          "wandb",
          "torchsummary",
          "yaml",
          "h5py",
          "gym",
          "gymnasium",
          "networkx");

  private static Map<String, String> absent() {
    Map<String, String> absent = new LinkedHashMap<>();
    UNUSED.forEach(name -> absent.put(name, "what needs it is to be written without it"));
    for (String part :
        List.of("torch.utils.tensorboard", "torch.distributed", "torch.multiprocessing")) {
      absent.put(part, "what needs it is to be written without it");
    }
    absent.putAll(HINTED);
    return absent;
  }

  /**
   * What people import beside what is there, and where they should look instead. The imports may
   * stand in a text; what they name may not be used.
   */
  private static final Map<String, String> HINTED =
      Map.of(
          "scipy", "torch and math have what modules need",
          "pandas", "the data set of the job holds the data",
          "sklearn", "'scaler', 'split' and 'metrics' of the job do its work",
          "torch.utils.data", "the job makes the batches, see 'batch_size' and 'shuffle'",
          "torchvision", "write the layers of the network; the data set of the job holds the data",
          "matplotlib", "the job's losses.svg draws the losses",
          "seaborn", "the job's losses.svg draws the losses");

  private static final Map<String, String> ABSENT = absent();

  private AbsentModules() {}

  /** What an import of a module gives; null for a module that nobody knows. */
  static Namespaces.@Nullable Absent find(String module) {
    return ABSENT.entrySet().stream()
        .filter(entry -> (module + ".").startsWith(entry.getKey() + "."))
        .findFirst()
        .map(entry -> new Namespaces.Absent(entry.getKey() + " is not there; " + entry.getValue()))
        .orElse(null);
  }
}
