package io.trainyard.signature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * PyTorch's name in a graph for what an object of the class makes, where it is not that of the
 * class with {@code Backward0} behind it; of one of several things that it makes, at that.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface GradFn {

  /** The name: {@code LeakyReluBackward0}. */
  String value();

  /** The name when the output takes the place of the input; the same where it is empty. */
  String inplace() default "";
}
