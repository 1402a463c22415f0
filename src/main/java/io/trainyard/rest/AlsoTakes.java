package io.trainyard.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Query parameters that a handler takes besides those that it declares one by one. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AlsoTakes {
  /** Those that may be given once. */
  String[] once() default {};

  /** Those that may be repeated. */
  String[] repeated() default {};
}
