package io.hallpulse.hall;

import java.io.Serializable;

/** Opens the entrance on the machine where an operator runs; keys do not travel with the job. */
@FunctionalInterface
public interface Entrances extends Serializable {
  Entrance open();
}
