package io.trainyard;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where the jar starts. This class alone is compiled for Java 17, the oldest that opens the jar at
 * all, so that it can say what is needed where the rest could only fail to load.
 */
public final class Start {
  private static final int NEEDED = 25;

  private Start() {}

  public static void main(String[] args) throws Throwable {
    String complaint = complaint(Runtime.version().feature());
    if (!complaint.isEmpty()) {
      System.err.println(complaint);
      System.exit(1);
    }
    MethodHandle application =
        MethodHandles.lookup()
            .findStatic(
                Class.forName("io.trainyard.Launch"),
                "main",
                MethodType.methodType(void.class, String[].class));
    application.invokeExact(args);
  }

  /** What is wrong with a version of Java; empty when nothing is. */
  static String complaint(int version) {
    return version >= NEEDED
        ? ""
        : "Trainyard needs Java "
            + NEEDED
            + " or newer, and this is Java "
            + version
            + ": install one (https://adoptium.net) and start it with its 'java'.";
  }
}
