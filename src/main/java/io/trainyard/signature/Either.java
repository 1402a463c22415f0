package io.trainyard.signature;

/**
 * A value of one of two kinds, as PyTorch takes a word or a number for the same argument.
 *
 * @param <A> the first kind
 * @param <B> the second kind
 */
public sealed interface Either<A, B> {

  /** A value of the first kind. */
  record First<A, B>(A value) implements Either<A, B> {}

  /** A value of the second kind. */
  record Second<A, B>(B value) implements Either<A, B> {}

  static <A, B> Either<A, B> first(A value) {
    return new First<>(value);
  }

  static <A, B> Either<A, B> second(B value) {
    return new Second<>(value);
  }
}
