package io.hallpulse.upkeep.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Deletes files in a table's folder that no snapshot knows: what killed writers left. */
final class Orphans {
  private final Table table;

  Orphans(Table table) {
    this.table = table;
  }

  /** Deletes orphans written before a time; how many there were. */
  int delete(Instant before) {
    if (!(table.io() instanceof SupportsPrefixOperations files)) {
      return 0;
    }
    var old = old(files, before.toEpochMilli());
    if (old.isEmpty()) {
      return 0;
    }
    table.refresh(); // after the listing: what was committed meanwhile is known
    old.keySet().removeAll(known());
    old.values().forEach(files::deleteFile);
    return old.size();
  }

  /** Locations by path. */
  private Map<String, String> old(SupportsPrefixOperations files, long before) {
    var old = new HashMap<String, String>();
    // With the slash, or a store of objects also lists the table's namesakes with longer names.
    for (var file : files.listPrefix(table.location() + "/")) {
      if (file.createdAtMillis() < before) {
        old.put(path(file.location()), file.location());
      }
    }
    return old;
  }

  private Set<String> known() {
    var known = new HashSet<String>();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(file -> known.add(path(file)));
    ReachableFileUtil.manifestListLocations(table).forEach(file -> known.add(path(file)));
    ReachableFileUtil.statisticsFilesLocations(table).forEach(file -> known.add(path(file)));
    known.add(path(ReachableFileUtil.versionHintLocation(table)));
    for (var snapshot : table.snapshots()) {
      for (var manifest : snapshot.allManifests(table.io())) {
        if (known.add(path(manifest.path()))) {
          addFiles(manifest, known);
        }
      }
    }
    return known;
  }

  private void addFiles(ManifestFile manifest, Set<String> known) {
    if (manifest.content() != ManifestContent.DATA) {
      throw new IllegalStateException(table.name() + " is append-only, but has delete files");
    }
    try (var files = ManifestFiles.read(manifest, table.io(), table.specs())) {
      files.forEach(file -> known.add(path(file.location())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same file is called file:/x and file:///x. */
  private static String path(String location) {
    var uri = URI.create(location.replace(" ", "%20"));
    return (uri.getAuthority() == null ? "" : "//" + uri.getAuthority()) + uri.getPath();
  }
}
