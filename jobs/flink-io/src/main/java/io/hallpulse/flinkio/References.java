package io.hallpulse.flinkio;

import io.hallpulse.schemas.reference.ReferenceVersion;
import java.io.Serializable;
import java.util.List;

/** Where an operator gets the reference data that was published before it started. */
@FunctionalInterface
public interface References extends Serializable {
  List<ReferenceVersion> published();
}
