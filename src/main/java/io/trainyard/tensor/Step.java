package io.trainyard.tensor;

import java.util.List;

/** One entry of a program. */
interface Step {

  void run();

  /** The memory it reads, of tensors outside itself. */
  List<Storage> reads();

  /** The memory it writes that others may read. */
  List<Storage> writes();

  /** Working memory that it keeps, in floats. */
  long scratch();

  /** About how many floating-point operations it takes. */
  long cost();
}
