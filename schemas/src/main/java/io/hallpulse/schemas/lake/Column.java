package io.hallpulse.schemas.lake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says in Chinese and English what a column of the lake holds; stands on a fact's components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  String zh();

  String en();

  /** Name of the column where Java cannot bear it, else empty. */
  String name() default "";

  /** Whether a decimal is a figure of any unit, with 3 places, instead of money with 2. */
  boolean figure() default false;
}
