package io.trainyard.signature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list of members of a family that, when it has one alone, may be written into the object itself:
 * {@code {"columns": ["age"], "type": "StandardScaler"}} for {@code {"columns": ["age"], "steps":
 * [{"type": "StandardScaler"}]}}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Inline {}
