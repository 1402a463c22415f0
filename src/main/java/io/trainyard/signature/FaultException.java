package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** Ends what cannot go on, and says what is wrong in the request that asked for it. */
public abstract class FaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected FaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The code of the fault: {@code wrong_type}. */
  public abstract String code();

  /** What is wrong and where, for the user. */
  public abstract String sentence();
}
