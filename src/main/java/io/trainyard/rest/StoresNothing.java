package io.trainyard.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that only computes, although its method is one that usually stores something. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StoresNothing {
  /** A query parameter that must be {@code true} for that; empty when it holds always. */
  String when() default "";
}
