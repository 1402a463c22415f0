package io.trainyard.signature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The function of {@code torch.nn.functional} that does what an object of the class does. It takes
 * what the object is called with, then the arguments of the constructor, with their defaults.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Functional {

  /** Its name: {@code leaky_relu}. */
  String value();

  /**
   * What it takes besides, as {@code training=True}: before {@code inplace} where there is that, at
   * the end otherwise.
   */
  String also() default "";

  /** Whether there is one with an underscore behind its name, which changes its input. */
  boolean changing() default false;
}
