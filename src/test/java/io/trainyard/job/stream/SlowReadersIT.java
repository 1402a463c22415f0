package io.trainyard.job.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who reads slowly or not at all is in nobody's way. */
@OnH2
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"trainyard.limits.streams=8", "server.tomcat.connection-timeout=3s"})
class SlowReadersIT {
  private static final int EPOCHS = 60_000;

  @LocalServerPort private int port;
  @Autowired private JobStreams streams;

  @Test
  void othersAreToldAllMeanwhileAndWhoNeverReadsIsClosed() throws Exception {
    Client client = new Client("http://127.0.0.1:" + port);
    String id =
        client.trained(Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": " + EPOCHS));
    String path = "/v1/jobs/" + id + "/events";
    List<Socket> slow = new ArrayList<>();
    for (int count = 0; count < 7; count++) { // more than there are threads for all
      slow.add(ask(path));
    }
    try (Reader reader = Reader.open("http://127.0.0.1:" + port + path, null)) {
      var full = client.send("GET", path, null, "*/*");
      assertThat(full.statusCode()).isEqualTo(429);
      assertThat(full.headers().firstValue("Retry-After")).isPresent();
      assertThat(reader.awaitEnd().events()).hasSize(EPOCHS + 4);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> streams.count() == 0);
    for (Socket socket : slow) {
      String answer = whatIsThere(socket);
      assertThat(answer).contains("event: epoch").doesNotContain("event: end");
      socket.close();
    }
  }

  /** Asks for a stream and reads nothing of it. */
  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String whatIsThere(Socket socket) throws IOException {
    socket.setSoTimeout(5000);
    var bytes = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      in.transferTo(bytes);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // cut off
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
