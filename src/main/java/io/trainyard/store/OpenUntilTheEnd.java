package io.trainyard.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Keeps H2 from closing its database by itself as soon as the process is told to end, while jobs
 * still hand back what they train: it closes with the last connection of the pool, after everything
 * else. Done to every H2 URL, for nobody who gives one of his own thinks of it.
 */
@Component
final class OpenUntilTheEnd implements BeanPostProcessor {
  private static final String SETTING = "DB_CLOSE_ON_EXIT";

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof JdbcConnectionDetails given ? new Kept(given) : bean;
  }

  /** The URL with H2's setting, unless it cannot have it or says something itself. */
  static String url(String given) {
    String upper = given.toUpperCase(Locale.ROOT);
    boolean settled =
        !upper.startsWith("JDBC:H2:")
            || upper.contains(";" + SETTING + "=")
            || upper.contains(";AUTO_SERVER=TRUE"); // H2 refuses the two together
    return settled ? given : given + ";" + SETTING + "=FALSE";
  }

  private record Kept(JdbcConnectionDetails given) implements JdbcConnectionDetails {
    @Override
    public String getJdbcUrl() {
      return url(given.getJdbcUrl());
    }

    @Override
    public @Nullable String getUsername() {
      return given.getUsername();
    }

    @Override
    public @Nullable String getPassword() {
      return given.getPassword();
    }

    @Override
    public String getDriverClassName() {
      return given.getDriverClassName();
    }

    @Override
    public @Nullable String getXaDataSourceClassName() {
      return given.getXaDataSourceClassName();
    }
  }
}
