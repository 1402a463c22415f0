package io.trainyard.metrics;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets series be removed when their time is over. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MetricsConfiguration {}
