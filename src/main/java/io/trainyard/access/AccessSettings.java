package io.trainyard.access;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may reach the service, below {@code trainyard.access}.
 *
 * @param hosts names by which it is reached, besides addresses, {@code localhost} and the name of
 *     its machine
 */
@ConfigurationProperties("trainyard.access")
record AccessSettings(@DefaultValue Set<String> hosts) {}
