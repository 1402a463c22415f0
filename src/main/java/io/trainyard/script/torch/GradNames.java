package io.trainyard.script.torch;

import java.util.Map;

/**
 * PyTorch's names in a graph for what layers and losses make, where the engine, which makes the
 * same from other parts, has others.
 */
public final class GradNames {

  private static final Map<String, String> LAYERS =
      Map.ofEntries(
          Map.entry("AdaptiveAvgPool1d", "SqueezeBackward1"),
          Map.entry("AdaptiveAvgPool2d", "MeanBackward1"),
          Map.entry("AlphaDropout", "AddBackward0"),
          Map.entry("AvgPool1d", "SqueezeBackward1"),
          Map.entry("AvgPool2d", "AvgPool2DBackward0"),
          Map.entry("BatchNorm1d", "NativeBatchNormBackward0"),
          Map.entry("BatchNorm2d", "NativeBatchNormBackward0"),
          Map.entry("CELU", "CeluBackward0"),
          Map.entry("Conv1d", "ConvolutionBackward0"),
          Map.entry("Conv2d", "ConvolutionBackward0"),
          Map.entry("ConvTranspose1d", "ConvolutionBackward0"),
          Map.entry("ConvTranspose2d", "ConvolutionBackward0"),
          Map.entry("Dropout", "MulBackward0"),
          Map.entry("Dropout1d", "MulBackward0"),
          Map.entry("Dropout2d", "MulBackward0"),
          Map.entry("ELU", "EluBackward0"),
          Map.entry("Embedding", "EmbeddingBackward0"),
          Map.entry("Flatten", "ViewBackward0"),
          Map.entry("GELU", "GeluBackward0"),
          Map.entry("GLU", "GluBackward0"),
          Map.entry("GroupNorm", "NativeGroupNormBackward0"),
          Map.entry("LayerNorm", "NativeLayerNormBackward0"),
          Map.entry("LeakyReLU", "LeakyReluBackward0"),
          Map.entry("MaxPool1d", "SqueezeBackward1"),
          Map.entry("MaxPool2d", "MaxPool2DWithIndicesBackward0"),
          Map.entry("PReLU", "PreluKernelBackward0"),
          Map.entry("RReLU", "LeakyReluBackward0"),
          Map.entry("ReLU", "ReluBackward0"),
          Map.entry("ReLU6", "HardtanhBackward0"),
          Map.entry("SELU", "EluBackward0"),
          Map.entry("SiLU", "SiluBackward0"),
          Map.entry("Softmax2d", "SoftmaxBackward0"),
          Map.entry("Softmin", "SoftmaxBackward0"),
          Map.entry("Softsign", "DivBackward0"),
          Map.entry("Tanhshrink", "SubBackward0"),
          Map.entry("Unflatten", "ViewBackward0"));

  private static final Map<String, String> LOSSES =
      Map.of(
          "BCELoss", "BinaryCrossEntropyBackward0",
          "BCEWithLogitsLoss", "BinaryCrossEntropyWithLogitsBackward0",
          "HuberLoss", "HuberLossBackward0",
          "MSELoss", "MseLossBackward0",
          "MultiLabelMarginLoss", "MultilabelMarginLossBackward0",
          "MultiMarginLoss", "MultiMarginLossBackward0",
          "NLLLoss", "NllLossBackward0",
          "SmoothL1Loss", "SmoothL1LossBackward0",
          "SoftMarginLoss", "SoftMarginLossBackward0");

  private GradNames() {}

  /**
   * What made the output of a layer.
   *
   * @param type of the layer: {@code Conv2d}
   * @param dims how many dimensions its input has
   * @param bias whether it has one
   */
  public static String ofLayer(String type, int dims, boolean bias) {
    return type.equals("Linear")
        ? linear(dims, bias)
        : LAYERS.getOrDefault(type, type + "Backward0");
  }

  /** What made a tensor, when the operation of that name put it in the place of its input. */
  public static String inPlace(String name) {
    return switch (name) {
      case "CeluBackward0" -> "CeluBackward1";
      case "EluBackward0" -> "EluBackward1";
      case "LeakyReluBackward0" -> "LeakyReluBackward1";
      case "ThresholdBackward0" -> "ThresholdBackward1";
      default -> name;
    };
  }

  private static String linear(int dims, boolean bias) {
    return switch (dims) {
      case 1 -> bias ? "ViewBackward0" : "SqueezeBackward4";
      case 2 -> bias ? "AddmmBackward0" : "MmBackward0";
      default -> bias ? "ViewBackward0" : "UnsafeViewBackward0";
    };
  }

  /**
   * What made a loss.
   *
   * @param type of the loss: {@code MSELoss}
   * @param reduction of it: {@code mean}
   * @param plain whether the target is of class numbers, and nothing smooths it
   */
  public static String ofLoss(String type, String reduction, boolean plain) {
    String own = LOSSES.get(type);
    if (own != null) {
      return own;
    }
    if (type.equals("CrossEntropyLoss") && plain) {
      return "NllLossBackward0";
    }
    return switch (reduction) {
      case "sum" -> "SumBackward0";
      case "none" -> type.equals("L1Loss") ? "AbsBackward0" : "SubBackward0";
      case "batchmean" -> "DivBackward0";
      default -> type.equals("CrossEntropyLoss") ? "AddBackward0" : "MeanBackward0";
    };
  }
}
