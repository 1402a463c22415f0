package io.trainyard.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Puts the watch over a database that is another process. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

  @Bean
  static BeanPostProcessor answeringDataSource(
      ObjectProvider<DatabaseState> state, ObjectProvider<LongSupplier> nanoTime) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool
            ? new AnsweringDataSource(pool, state.getObject(), nanoTime.getObject())
            : bean;
      }
    };
  }

  @Bean
  DatabaseWatch databaseWatch(DataSource dataSource, DatabaseState state) throws SQLException {
    SimpleDriverDataSource own =
        DataSourceBuilder.derivedFrom(dataSource.unwrap(HikariDataSource.class))
            .type(SimpleDriverDataSource.class)
            .build();
    if (!String.valueOf(own.getUrl()).startsWith("jdbc:h2:")) {
      Properties limits = new Properties();
      limits.setProperty("loginTimeout", Double.toString(Probe.LONGEST_ANSWER.toMillis() / 1e3));
      limits.setProperty("connectTimeout", "1");
      limits.setProperty("socketTimeout", "1");
      limits.setProperty("ApplicationName", "trainyard watch");
      own.setConnectionProperties(limits);
    }
    return new DatabaseWatch(new Probe(own), state, dataSource.unwrap(AnsweringDataSource.class));
  }
}
