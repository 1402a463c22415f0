package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartMessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1 | listens on http://127.0.0.1:8080 and is closed to other computers
          0.0.0.0   | listens on http://0.0.0.0:8080 and is open to whoever reaches this address
          ::1       | listens on http://[0:0:0:0:0:0:0:1]:8080 and is closed to other computers
          """)
  void saysWhereItListensAndWhoCanReachIt(String address, String sentence)
      throws UnknownHostException {
    assertThat(StartMessage.text(InetAddress.getByName(address), 8080)).contains(sentence);
  }
}
