package io.hallpulse.hall;

import java.io.Serializable;
import org.apache.avro.message.SchemaStore;

/** Opens the store of schemas of newer writers on the machine where an operator runs. */
@FunctionalInterface
public interface WriterSchemas extends Serializable {
  SchemaStore open();
}
