package io.trainyard.signature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What PyTorch prints between the brackets of an object of the class, where it is not every
 * argument by its name. {@code {stride}} is an argument as it was given, {@code {stride*}} the
 * tuple that a single number stands for ({@code {stride*4}}: of four), {@code {mode'}} one in
 * quotes, {@code {stride|kernel_size}} another in its stead when it is null, {@code {bias&affine}}
 * whether both are so; what is in square brackets is printed only where the argument is another
 * than the default.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExtraRepr {
  String value();
}
