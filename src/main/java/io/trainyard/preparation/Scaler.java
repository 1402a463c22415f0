package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns from the training rows how to bring features to a common size. */
public abstract sealed class Scaler extends Preprocessor
    permits MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler {

  /** What is smaller is no range of values but rounding, as in scikit-learn. */
  private static final double NO_RANGE = 10 * Math.ulp(1.0);

  Scaler() {}

  /**
   * The middle and the size of a feature.
   *
   * @param offset is taken off
   * @param scale is divided by; 0 for a feature that never changes, which is not stretched
   */
  record Measure(double offset, double scale) {

    /** The same, where a scale that is rounding alone counts as none. */
    Measure unlessTiny() {
      return scale < NO_RANGE ? new Measure(offset, 0) : this;
    }
  }

  @Override
  public final FittedScaler fit(List<Column> columns, Supervision target) {
    return fit(columns);
  }

  /** Learns, for which no target is needed. */
  public final FittedScaler fit(List<Column> columns) {
    requireNumbers(columns);
    List<Double> offset = new ArrayList<>();
    List<Double> scale = new ArrayList<>();
    for (Column column : columns) {
      double[] values = column.present();
      Measure measure = values.length == 0 ? new Measure(0, 0) : measure(values);
      double size = measure.scale() == 0 ? 1 : measure.scale();
      double stretch = size / width();
      offset.add(measure.offset() - (least() == 0 ? 0 : least() * stretch));
      scale.add(stretch);
    }
    return new FittedScaler(getClass().getSimpleName(), offset, scale, clip());
  }

  @Override
  final Class<FittedScaler> fitted() {
    return FittedScaler.class;
  }

  /**
   * Finds offset and scale of a feature.
   *
   * @param values those that there are, at least one; may be changed
   */
  abstract Measure measure(double[] values);

  /** What an offset of the feature becomes. */
  double least() {
    return 0;
  }

  /** What a scale of the feature becomes. */
  double width() {
    return 1;
  }

  /** The range that is not left; null for none. */
  @Nullable List<Double> clip() {
    return null;
  }
}
