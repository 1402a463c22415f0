package io.trainyard.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a handler takes besides the query parameters that it declares one by one. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AlsoTakes {
  /** Whether its body may be packed with gzip; the handler unpacks it. */
  boolean gzip() default false;

  /** Query parameters that may be given once. */
  String[] once() default {};

  /** Those that may be repeated. */
  String[] repeated() default {};
}
