package io.trainyard;

import io.trainyard.tensor.Tensor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at start where the service listens and who can reach it. */
@Component
class StartMessage {
  private static final Logger log = LoggerFactory.getLogger(StartMessage.class);

  private final String address;

  StartMessage(@Value("${server.address:0.0.0.0}") String address) {
    this.address = address;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) throws UnknownHostException {
    if (!Tensor.isVectorized()) {
      log.warn(
          "Training will be many times slower than it could be: start Java with"
              + " --add-modules jdk.incubator.vector (JDK_JAVA_OPTIONS can hold it, or take the"
              + " script bin/trainyard beside the jar).");
    }
    ApplicationContext context = event.getApplicationContext();
    if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
      log.info(text(InetAddress.getByName(address), web.getWebServer().getPort()));
    }
  }

  /** The sentence for a server bound to this address and port. */
  static String text(InetAddress address, int port) {
    String host = address.getHostAddress();
    String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    if (address.isLoopbackAddress()) {
      return "Trainyard listens on "
          + url
          + " and is closed to other computers; server.address=0.0.0.0 opens it.";
    }
    return "Trainyard listens on " + url + " and is open to whoever reaches this address.";
  }
}
