package io.hallpulse.agent.hall;

import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reference data as a directory has them, for tests. */
public final class Versions {
  private Versions() {}

  /** A directory of hall {@code h}, with one version of each datum, valid since January 2026. */
  public static Directory directory(List<Datum> data, Instant now) {
    var versions = new ArrayList<Directory.Version>();
    for (var datum : data) {
      versions.add(
          new Directory.Version(
              datum.type().key(),
              datum.id(),
              "2026-01-01T00:00:00Z",
              versions.size(),
              ReferenceType.write(datum)));
    }
    return new Directory("h", versions, List.of(), now);
  }
}
