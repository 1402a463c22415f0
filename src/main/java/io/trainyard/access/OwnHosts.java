package io.trainyard.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The names that are this service's own. Any other name that leads here belongs to somebody else,
 * who may have pointed it here to let a page of theirs speak with the service (DNS rebinding). An
 * address cannot be pointed anywhere.
 */
@Component
final class OwnHosts {
  private final Set<String> names = new TreeSet<>();

  @Autowired
  OwnHosts(AccessSettings settings) {
    this(settings, machine());
  }

  /**
   * The names beside addresses.
   *
   * @param machine the name of this machine; empty when it has none
   */
  OwnHosts(AccessSettings settings, String machine) {
    names.add("localhost");
    if (!machine.isEmpty()) {
      names.add(normal(machine));
      names.add(normal(machine) + ".local"); // as the machines of a local network call it
    }
    settings.hosts().forEach(host -> names.add(normal(host)));
  }

  /** Whether a host, as a request names it, without its port, is this service. */
  boolean contains(String host) {
    return names.contains(normal(host)) || isAddress(host);
  }

  private static boolean isAddress(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String normal(String host) {
    String small = host.strip().toLowerCase(Locale.ROOT);
    return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
