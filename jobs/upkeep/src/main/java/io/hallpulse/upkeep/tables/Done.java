package io.hallpulse.upkeep.tables;

/**
 * What a round did for one table.
 *
 * @param joinedFiles small files that became few
 * @param manifests that were written anew
 * @param snapshots that were let go
 * @param orphans that were deleted
 * @param problem why the rest was not done, empty if all was
 */
public record Done(
    String table, int joinedFiles, int manifests, long snapshots, int orphans, String problem) {
  public boolean failed() {
    return !problem.isEmpty();
  }

  @Override
  public String toString() {
    return failed()
        ? "%s: %s".formatted(table, problem)
        : "%s: %d files joined, %d manifests rewritten, %d snapshots expired, %d orphans deleted"
            .formatted(table, joinedFiles, manifests, snapshots, orphans);
  }
}
