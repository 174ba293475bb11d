package io.hallpulse.flinkio;

import io.hallpulse.schemas.grant.SourceGrant;
import org.jspecify.annotations.Nullable;

/** What serving has granted to devices. */
public interface Grants extends AutoCloseable {
  /** What is known to be granted to a source now, null if it is no device. */
  @Nullable SourceGrant of(String source);

  /** The same, after a look at what has been granted meanwhile. */
  @Nullable SourceGrant newest(String source);

  /** Takes in what has come meanwhile, without waiting for anything. */
  void look();

  @Override
  void close();
}
