package io.trainyard.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whose requests are let in, told by the headers with which browsers and programs send them. */
@OnH2
@TestPropertySource(properties = "trainyard.access.hosts=trainyard,Train.Example.com")
class DoorIT {
  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  /v1/jobs            | Host: 127.0.0.1:PORT                                                       | 200
          GET  /v1/jobs            | Host: [::1]:PORT                                                           | 200
          GET  /v1/jobs            | Host: 192.168.7.9                                                          | 200
          GET  /v1/jobs            | Host: localhost:PORT                                                       | 200
          GET  /v1/jobs            | Host: LOCALHOST.:PORT                                                      | 200
          GET  /v1/jobs            | Host: trainyard:8080                                                       | 200
          GET  /v1/jobs            | Host: train.example.com                                                    | 200
          GET  /v1/jobs            | Host: evil.example                                                         | 403
          GET  /v1/jobs            | Host: localhost.evil.example:PORT                                          | 403
          GET  /v1/jobs            | Host: 127.0.0.1.evil.example                                               | 403
          GET  /actuator/prometheus| Host: trainyard:8080                                                       | 200
          GET  /actuator/prometheus| Host: evil.example                                                         | 403
          POST /v1/jobs            | Host: localhost:PORT; Origin: https://evil.example                         | 403
          POST /v1/jobs            | Host: localhost:PORT; Origin: null                                         | 403
          POST /v1/jobs            | Host: localhost:PORT; Origin: http://localhost:3000                        | 403
          POST /v1/jobs            | Host: localhost:PORT; Origin: http://localhost:PORT | 415
          POST /v1/jobs            | Host: train.example.com; Origin: https://train.example.com | 415
          POST /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: cross-site                           | 403
          POST /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: same-site                            | 403
          POST /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate | 403
          POST /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: same-origin; Origin: http://localhost:PORT | 415
          GET  /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: none; Sec-Fetch-Mode: navigate       | 200
          GET  /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate | 200
          GET  /v1/jobs            | Host: localhost:PORT; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: no-cors  | 403
          OPTIONS /v1/jobs         | Host: localhost:PORT; Origin: https://evil.example; Access-Control-Request-Method: POST | 403
          """)
  void letsIn(String request, String headers, int status) throws IOException {
    assertThat(send(request.strip().replaceAll(" +", " "), headers))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void saysInAProblemWhatWouldLetItIn() throws IOException {
    assertThat(send("GET /v1/jobs", "Host: evil.example"))
        .contains("Content-Type: application/problem+json")
        .contains("\"type\":\"/problems/forbidden\"", "'evil.example'", "trainyard.access.hosts");
    assertThat(send("POST /v1/jobs", "Host: localhost; Origin: https://evil.example"))
        .contains("a page of another site, 'https://evil.example'");
  }

  @Test
  void aFormOfAnotherPageStartsNoJob() throws IOException {
    Client client = new Client("http://127.0.0.1:" + port);
    String before = client.get("/v1/jobs").toString();
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"dataset\"\r\n\r\niris\r\n--b--\r\n";
    String answer =
        send(
            "POST /v1/jobs",
            "Host: localhost; Origin: https://evil.example; Sec-Fetch-Site: cross-site;"
                + " Content-Type: multipart/form-data, boundary=b; Content-Length: "
                + body.length(),
            body);
    assertThat(answer).startsWith("HTTP/1.1 403");
    assertThat(client.get("/v1/jobs").toString()).isEqualTo(before);
  }

  private String send(String request, String headers) throws IOException {
    return send(request, headers, "");
  }

  private String send(String request, String headers, String body) throws IOException {
    String lines =
        Arrays.stream(headers.replace("PORT", Integer.toString(port)).split(";"))
            .map(String::strip)
            .collect(Collectors.joining("\r\n"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n%s"
                  .formatted(request, lines, body)
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
