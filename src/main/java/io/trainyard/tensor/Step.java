package io.trainyard.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a program. */
interface Step {

  void run();

  /** The memory it reads, of tensors outside itself. */
  List<Storage> reads();

  /** The memory it writes that others may read. */
  List<Storage> writes();

  /** Working memory that it keeps, in floats. */
  long scratch();

  /** Where it stands in a text; null when that is not known. */
  @Nullable Object place();

  /** About how many floating-point operations it takes. */
  long cost();
}
