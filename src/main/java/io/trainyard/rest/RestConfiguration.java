package io.trainyard.rest;

import io.trainyard.limits.Limits;
import jakarta.servlet.MultipartConfigElement;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the parts of this package in their places. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebMvcConfigurer {
  private static final long ROOM_FOR_A_FORM = 1 << 20;
  private static final int KEPT_IN_MEMORY = 1 << 20;

  private final Limits limits;

  RestConfiguration(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestTreeResolver(limits));
    resolvers.add(new PageQueryResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new StrictQuery());
  }

  /** A form holds a data set and a few words; beyond a megabyte its file waits on the disk. */
  @Bean
  MultipartConfigElement multipartConfig() {
    return new MultipartConfigElement(
        "", limits.dataset_bytes(), limits.dataset_bytes() + ROOM_FOR_A_FORM, KEPT_IN_MEMORY);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemPages(
      Problems problems, JsonMapper json) {
    return factory ->
        factory.addContextCustomizers(context -> {
          StandardHost host = (StandardHost) context.getParent();
          host.getPipeline().addValve(new ProblemValve(problems, json));
          host.getPipeline().addValve(new Caller.Valve());
          host.setErrorReportValveClass(ProblemValve.class.getName());
        });
  }
}
