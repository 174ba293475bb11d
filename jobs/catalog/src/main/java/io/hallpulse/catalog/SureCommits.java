package io.hallpulse.catalog;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table's commits, never mistaken for failed ones. Iceberg's pool of connections repeats the
 * UPDATE whose answer was lost; the second one finds the row changed, by the first, which is taken
 * for somebody else's commit. Trying again, Iceberg then sets the table back to the first one's
 * snapshot, and what others have committed since is lost.
 */
final class SureCommits implements TableOperations {
  private static final Logger LOG = LoggerFactory.getLogger(SureCommits.class);

  private final TableOperations database;

  SureCommits(TableOperations database) {
    this.database = database;
  }

  @Override
  public void commit(@Nullable TableMetadata before, TableMetadata after) {
    try {
      database.commit(before, after);
    } catch (CommitFailedException e) {
      if (!isThere(before, after, e)) {
        throw e;
      }
    } catch (UncheckedSQLException e) {
      if (!isThere(before, after, e)) {
        throw new CommitStateUnknownException(e); // the database may be about to do it
      }
    }
  }

  /** Whether the snapshot that was to be added is in the table. */
  private boolean isThere(
      @Nullable TableMetadata before, TableMetadata after, RuntimeException error) {
    var snapshot = after.currentSnapshot();
    if (snapshot == null
        || (before != null && before.snapshot(snapshot.snapshotId()) != null)
        || now(error).snapshot(snapshot.snapshotId()) == null) {
      return false;
    }
    LOG.warn("Snapshot {} was committed, though: {}", snapshot.snapshotId(), error.getMessage());
    return true;
  }

  private TableMetadata now(RuntimeException error) {
    try {
      return database.refresh();
    } catch (RuntimeException unreachable) {
      var unknown = new CommitStateUnknownException(error);
      unknown.addSuppressed(unreachable);
      throw unknown;
    }
  }

  @Override
  public TableMetadata current() {
    return database.current();
  }

  @Override
  public TableMetadata refresh() {
    return database.refresh();
  }

  @Override
  public FileIO io() {
    return database.io();
  }

  @Override
  public EncryptionManager encryption() {
    return database.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return database.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return database.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return database.temp(uncommitted);
  }

  @Override
  public long newSnapshotId() {
    return database.newSnapshotId();
  }

  @Override
  public boolean requireStrictCleanup() {
    return database.requireStrictCleanup();
  }
}
