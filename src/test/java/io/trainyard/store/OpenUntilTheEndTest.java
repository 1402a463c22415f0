package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

class OpenUntilTheEndTest {
  @Test
  void anH2UrlGetsTheSettingThatKeepsTheDatabaseOpen() {
    assertThat(OpenUntilTheEnd.url("jdbc:h2:file:./data/trainyard;MODE=PostgreSQL"))
        .isEqualTo("jdbc:h2:file:./data/trainyard;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE");
    assertThat(OpenUntilTheEnd.url("jdbc:h2:~/mine"))
        .isEqualTo("jdbc:h2:~/mine;DB_CLOSE_ON_EXIT=FALSE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/trainyard",
        "jdbc:h2:file:./data/trainyard;db_close_on_exit=false",
        "jdbc:h2:file:./data/trainyard;AUTO_SERVER=TRUE"
      })
  void anotherUrlStaysAsItIs(String url) {
    assertThat(OpenUntilTheEnd.url(url)).isEqualTo(url);
  }

  @Test
  void whoKnowsTheUrlOnlyOnceInitializedIsInitialized() {
    var beans = new DefaultListableBeanFactory();
    beans.addBeanPostProcessor(new OpenUntilTheEnd());
    beans.registerBeanDefinition(
        "details",
        BeanDefinitionBuilder.genericBeanDefinition(KnownLater.class, KnownLater::new)
            .getBeanDefinition());
    assertThat(beans.getBean(JdbcConnectionDetails.class).getJdbcUrl())
        .isEqualTo("jdbc:h2:~/later;DB_CLOSE_ON_EXIT=FALSE");
  }

  /** As the details of a container are. */
  private static final class KnownLater implements JdbcConnectionDetails, InitializingBean {
    private String url = "unknown";

    @Override
    public void afterPropertiesSet() {
      url = "jdbc:h2:~/later";
    }

    @Override
    public String getJdbcUrl() {
      return url;
    }

    @Override
    public String getUsername() {
      return "";
    }

    @Override
    public String getPassword() {
      return "";
    }
  }
}
