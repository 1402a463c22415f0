package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.BadRequests.BadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever comes, the server answers with a problem that says so, and goes on serving. */
@OnH2
class BadRequestsIT {
  private static final long SEED = 20_260_801;

  private static final Pattern LEAK =
      Pattern.compile(
          "Exception|\\tat |java\\.(lang|util|io)|io\\.trainyard|org\\.(spring|hibernate|apache|h2)|jackson|Tomcat",
          Pattern.CASE_INSENSITIVE);

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void badRequestsGetAProblemEachAndTheServerGoesOn() throws Exception {
    String job = client.trained(Client.ARTICLE_JOB);
    String model = client.get("/v1/jobs/" + job).path("model_id").asString();
    BadRequests requests = new BadRequests(new Random(SEED), Map.of("job", job, "model", model));
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < requests(); i++) {
      BadRequest request = requests.next();
      Answer answer = send(request.bytes());
      String fault = fault(answer);
      if (fault != null) {
        wrong.add("#%d %s: %s\n-> %s".formatted(i, fault, shortened(request.text()), answer));
      }
      refused += answer.status >= 400 ? 1 : 0;
      stop(answer);
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isGreaterThan(requests() * 9 / 10);
    assertThat(client.get("/actuator/health").path("status").asString()).isEqualTo("UP");
    client.trained(Client.ARTICLE_JOB);
  }

  int requests() {
    return 2000;
  }

  /** What is wrong with an answer; null if nothing is. */
  private static String fault(Answer answer) {
    if (answer.status >= 500) {
      return "status " + answer.status;
    }
    if (answer.status >= 400 && !answer.type.startsWith("application/problem+json")) {
      return "no problem+json but '" + answer.type + "'";
    }
    Matcher leak = LEAK.matcher(answer.head + (answer.status >= 400 ? answer.body : ""));
    if (leak.find() && !leak.group().equals("java.lang")) { // which one of the requests asks for
      return "leaks " + leak.group();
    }
    return null;
  }

  /** A request that was good by accident may have started something long. */
  private void stop(Answer answer) throws Exception {
    Matcher location = Pattern.compile("(?i)location: *(\\S*/v1/jobs/\\S+)").matcher(answer.head);
    if (answer.status == 201 && location.find()) {
      client.send(
          "POST",
          location.group(1).replaceFirst(".*(/v1/)", "$1") + "/cancel",
          null,
          "application/json");
    }
  }

  private Answer send(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // refused before it was all sent: the answer tells
      }
      return Answer.read(socket.getInputStream());
    }
  }

  private static String shortened(String text) {
    return text.length() < 600 ? text : text.substring(0, 600) + "…";
  }

  private record Answer(int status, String type, String head, String body) {
    static Answer read(InputStream in) throws IOException {
      byte[] bytes;
      try {
        bytes = in.readAllBytes();
      } catch (SocketException e) {
        bytes = new byte[0];
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        return new Answer(0, "", text, "");
      }
      String head = text.substring(0, end);
      Matcher type =
          Pattern.compile("\r\ncontent-type: *([^\r]*)").matcher(head.toLowerCase(Locale.ROOT));
      return new Answer(
          Integer.parseInt(head.split(" ", 3)[1]),
          type.find() ? type.group(1) : "",
          head,
          text.substring(end + 4));
    }
  }
}
