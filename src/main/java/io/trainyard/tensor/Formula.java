package io.trainyard.tensor;

/**
 * An elementwise operation whose result for one element is a short formula of as many elements of
 * its inputs, without a branch or a call that would keep a compiler from using vectors. A {@link
 * Chain} has the formulas of several in one loop.
 */
sealed interface Formula {

  /** Of one element. */
  non-sealed interface OfOne extends Formula {
    float of(float x);
  }

  /** Of an element of each of two inputs. */
  non-sealed interface OfTwo extends Formula {
    float of(float a, float b);
  }

  /** Of an element of each of three inputs. */
  non-sealed interface OfThree extends Formula {
    float of(float a, float b, float c);
  }

  /** Of an element of each of four inputs. */
  non-sealed interface OfFour extends Formula {
    float of(float a, float b, float c, float d);
  }
}
