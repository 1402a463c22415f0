package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a browser shows at the address that the start message prints. */
@OnH2
class FirstPageIT {
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");

  @LocalServerPort private int port;

  @Test
  void saysWhatThisIsAndEachOfItsLinksLeadsSomewhere() {
    Client client = new Client("http://127.0.0.1:" + port);
    HttpResponse<String> page = client.send("GET", "/", null, "text/html,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("Trains neural networks", "What is running");
    List<String> links = LINK.matcher(page.body()).results().map(found -> found.group(1)).toList();
    assertThat(links).contains("/openapi.yaml", "/v1/examples", "/actuator/prometheus");
    for (String link : links) {
      assertThat(client.send("GET", link, null, "text/html,*/*;q=0.8").statusCode())
          .as(link)
          .isEqualTo(200);
    }
    assertThat(client.send("PUT", "/", "application/json", "text/csv", "{}").statusCode())
        .isEqualTo(405);
    assertThat(client.send("GET", "/", null, "text/csv").body())
        .contains("/problems/not-acceptable");
    assertThat(client.send("GET", "/v1/examples/two-layer-net/request", null, "*/*").statusCode())
        .isEqualTo(200);
  }
}
