package io.trainyard.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the parts of this package in their places. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  /** Where everything is; empty when that is no plain H2 file. */
  @Bean
  Store store(JdbcConnectionDetails connection, StoreSettings settings) {
    Optional<StoreFile> file = StoreFile.of(connection.getJdbcUrl());
    Reserve reserve =
        file.map(found ->
                Reserve.on(
                    found.directory(),
                    settings.reserve() == null ? null : settings.reserve().toBytes()))
            .orElseGet(Reserve::none);
    SteadyPath.Files files = SteadyPath.register();
    file.ifPresent(found -> files.keep(found, reserve));
    if (reserve.isLow()) {
      LoggerFactory.getLogger(Store.class).warn(reserve.sentence());
    }
    return new Store(file.orElse(null), reserve, files);
  }

  @Bean
  Reserve reserve(Store store) {
    return store.reserve();
  }

  /** Lets the pool open an H2 file through {@link SteadyPath}, whoever gave the URL. */
  @Bean
  static BeanPostProcessor steadyUrl(ObjectProvider<Store> store) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
          StoreFile file = store.getObject().file();
          if (file != null && StoreFile.of(pool.getJdbcUrl()).filter(file::equals).isPresent()) {
            pool.setJdbcUrl(file.url());
            store.getObject().open(pool.getUsername(), pool.getPassword());
          }
        }
        return bean;
      }
    };
  }

  @Bean
  Backups backups(Store store, Clock clock) {
    return new Backups(store, clock);
  }

  /** Migrates, after a backup where there is something to back up. */
  @Bean
  FlywayMigrationStrategy backupBeforeMigration(Store store, Backups backups) {
    return flyway -> {
      MigrationInfo[] pending = flyway.info().pending();
      if (store.file() != null && flyway.info().current() != null && pending.length > 0) {
        try {
          backups.keep(
              flyway.getConfiguration().getDataSource(), "-before-V" + pending[0].getVersion());
        } catch (IOException e) {
          throw new UncheckedIOException("the backup before the migration cannot be written", e);
        }
      }
      flyway.migrate();
    };
  }

  @Bean
  WebMvcConfigurer roomChecks(Reserve reserve) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoomCheck(reserve)).addPathPatterns("/v1/**");
      }
    };
  }
}
