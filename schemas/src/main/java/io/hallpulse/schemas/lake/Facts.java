package io.hallpulse.schemas.lake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a record a table of the lake: one row a fact, one column a component. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Facts {
  /** Namespace and table, as in {@code hall.tickets}. */
  String table();

  String zh();

  String en();

  /** Columns that name the fact; of rows with equal ones the highest revision is the latest. */
  String[] identity();

  /**
   * Column whose value splits the files, or {@code year(column)} if its year does; empty for none.
   */
  String partition() default "local_date";
}
