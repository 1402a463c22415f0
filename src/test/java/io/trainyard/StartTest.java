package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An older Java gets a sentence from the jar. */
class StartTest {
  private static final int CLASS_FILES_OF_JAVA_17 = 61;

  @Test
  void saysWhichJavaIsNeeded() {
    assertThat(Start.complaint(17))
        .startsWith("Trainyard needs Java 25 or newer, and this is Java 17");
    assertThat(Start.complaint(25)).isEmpty();
    assertThat(Start.complaint(26)).isEmpty();
  }

  @Test
  void canBeLoadedByTheJavaThatItSpeaksTo() throws IOException {
    try (InputStream file = Start.class.getResourceAsStream("Start.class");
        DataInputStream data = new DataInputStream(Objects.requireNonNull(file))) {
      assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
      data.readUnsignedShort();
      assertThat(data.readUnsignedShort()).isEqualTo(CLASS_FILES_OF_JAVA_17);
    }
  }
}
