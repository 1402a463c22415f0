package io.trainyard.tensor;

/** Of which types an operation takes its inputs, and of which it makes its output. */
enum Typing {

  /** Computes with floats, or with doubles where there are some, whatever comes. */
  REAL {
    @Override
    Tensor[] taken(Tensor... given) {
      return all(made(given), given);
    }

    @Override
    DType made(Tensor... taken) {
      DType common = taken.length == 0 ? DType.FLOAT32 : DType.common(taken);
      return common.isFloatingPoint() ? common : DType.FLOAT32;
    }
  },

  /** Computes with the common type of all, which is that of the output. */
  COMMON {
    @Override
    Tensor[] taken(Tensor... given) {
      return all(DType.common(given), given);
    }

    @Override
    DType made(Tensor... taken) {
      return DType.common(taken);
    }
  },

  /** As {@link #COMMON}, with an answer of yes or no. */
  QUESTION {
    @Override
    Tensor[] taken(Tensor... given) {
      return all(DType.common(given), given);
    }

    @Override
    DType made(Tensor... taken) {
      return DType.BOOL;
    }
  },

  /** As {@link #COMMON}, but bools are counted, and narrow whole numbers added up in wide ones. */
  COUNT {
    @Override
    Tensor[] taken(Tensor... given) {
      return all(DType.common(given).promote(DType.INT64), given);
    }

    @Override
    DType made(Tensor... taken) {
      DType common = DType.common(taken);
      return common.isFloatingPoint() ? common : DType.INT64;
    }
  },

  /** Moves elements of the first input, whatever they are; others say how. */
  FIRST {
    @Override
    Tensor[] taken(Tensor... given) {
      return given;
    }

    @Override
    DType made(Tensor... taken) {
      return taken[0].dtype();
    }
  },

  /** Finds places of elements, whatever these are. */
  PLACES {
    @Override
    Tensor[] taken(Tensor... given) {
      return given;
    }

    @Override
    DType made(Tensor... taken) {
      return DType.INT64;
    }
  };

  /** Whether outputs are computed, so that narrow types have to be brought back. */
  boolean computes() {
    return this == REAL || this == COMMON || this == COUNT;
  }

  /** The inputs as the operation takes them. */
  abstract Tensor[] taken(Tensor... given);

  /** The type of the output. */
  abstract DType made(Tensor... taken);

  /** Nothing is done where the elements are held alike, as in every network of floats. */
  static Tensor[] all(DType dtype, Tensor... given) {
    Tensor[] taken = given;
    boolean isOwn = false;
    for (int i = 0; i < given.length; i++) {
      if (given[i].dtype().held() != dtype.held()) {
        taken = isOwn ? taken : given.clone();
        isOwn = true;
        taken[i] = Tensor.apply(new Cast(dtype), given[i]);
      }
    }
    return taken;
  }
}
