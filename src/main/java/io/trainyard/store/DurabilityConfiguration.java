package io.trainyard.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives all who write transactions that are on the disk when they are committed. */
@Configuration(proxyBeanMethods = false)
class DurabilityConfiguration {

  @Bean
  Durability durability(DataSource dataSource) throws SQLException {
    HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
    return pool.getJdbcUrl().startsWith("jdbc:h2:")
        ? new SharedSync(
            new H2Disk(
                DataSourceBuilder.derivedFrom(pool).type(SimpleDriverDataSource.class).build()))
        : Durability.ofTheDatabase();
  }

  @Bean(Durability.UNFORCED)
  PlatformTransactionManager unforcedTransactions(
      ObjectProvider<TransactionManagerCustomizers> customizers) {
    JpaTransactionManager transactions = new JpaTransactionManager();
    customizers.ifAvailable(customizer -> customizer.customize(transactions));
    return transactions;
  }

  @Bean
  @Primary
  PlatformTransactionManager transactionManager(
      @Qualifier(Durability.UNFORCED) PlatformTransactionManager transactions,
      Durability durability) {
    return new ForcedTransactions(transactions, durability);
  }
}
