package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails a test during which the server and {@code openapi.yaml} said different things. */
public class ContractListener implements TestExecutionListener {
  @Override
  public void beforeTestMethod(TestContext test) {
    filter(test).ifAvailable(ContractFilter::takeFaults);
  }

  @Override
  public void afterTestMethod(TestContext test) {
    filter(test)
        .ifAvailable(filter -> {
          await().atMost(Duration.ofSeconds(10)).until(() -> !filter.isBusy());
          assertThat(filter.takeFaults())
              .as("differences between the exchanges of this test and openapi.yaml")
              .isEmpty();
        });
  }

  private static ObjectProvider<ContractFilter> filter(TestContext test) {
    return test.getApplicationContext().getBeanProvider(ContractFilter.class);
  }
}
