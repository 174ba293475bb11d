package io.hallpulse.upkeep.tables;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts the table's list of files: each month of closed days in a manifest of its own, apart from
 * the open day. Appends merge manifests as they come, and without this whoever reads one closed day
 * reads the list of all the open day's small files, too. No file of rows is touched.
 */
final class Manifests {
  private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);

  private static final String OPEN = "open";

  /** So many manifests more than months are no trouble. */
  private static final int SPARE = 4;

  private final Table table;

  Manifests(Table table) {
    this.table = table;
  }

  /** Days of a manifest's files, since 1970. */
  private record Days(int first, int last) {}

  /** Parts them if they need it; how many were written anew. */
  int rewrite(LocalDate openDay) {
    table.refresh();
    var snapshot = table.currentSnapshot();
    if (snapshot == null || !isByDay()) {
      return 0;
    }
    var closed =
        snapshot.dataManifests(table.io()).stream()
            .filter(manifest -> hasClosedDays(manifest, openDay))
            .toList();
    if (!isDue(closed, openDay)) {
      return 0;
    }
    try {
      table
          .rewriteManifests()
          .clusterBy(file -> place(file, openDay))
          .rewriteIf(manifest -> hasClosedDays(manifest, openDay))
          .commit();
    } catch (ValidationException | CommitFailedException e) {
      LOG.warn("{}: manifests are left as they are: {}", table.name(), e.getMessage());
      return 0;
    }
    return closed.size();
  }

  private boolean isByDay() {
    var spec = table.spec();
    return spec.isPartitioned() && spec.fields().get(0).transform().isIdentity();
  }

  private boolean isDue(List<ManifestFile> closed, LocalDate openDay) {
    long months = closed.stream().map(manifest -> month(days(manifest).first())).distinct().count();
    return closed.size() > months + SPARE
        || closed.stream().anyMatch(manifest -> days(manifest).last() >= openDay.toEpochDay());
  }

  private boolean hasClosedDays(ManifestFile manifest, LocalDate openDay) {
    return days(manifest).first() < openDay.toEpochDay();
  }

  private static Object place(DataFile file, LocalDate openDay) {
    int day = file.partition().get(0, Integer.class);
    return day < openDay.toEpochDay() ? month(day) : OPEN;
  }

  private static YearMonth month(int day) {
    return YearMonth.from(LocalDate.ofEpochDay(day));
  }

  private static Days days(ManifestFile manifest) {
    var summary = manifest.partitions().get(0);
    return new Days(day(summary.lowerBound()), day(summary.upperBound()));
  }

  private static int day(ByteBuffer bound) {
    return Objects.requireNonNull(Conversions.fromByteBuffer(Types.DateType.get(), bound));
  }
}
