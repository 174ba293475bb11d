package io.hallpulse.agent.vision.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of pictures of which somebody says whether they show the same person: lines of {@code same}
 * or {@code different} and two file names, parted by tabs; {@code #} begins a remark.
 */
record LabelledPairs(List<Pair> pairs) {
  record Pair(boolean same, String one, String other) {}

  static LabelledPairs read(Path list) throws IOException {
    var pairs = new ArrayList<Pair>();
    int number = 0;
    for (var line : Files.readAllLines(list)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var parts = line.split("\t", -1);
      if (parts.length != 3 || !(parts[0].equals("same") || parts[0].equals("different"))) {
        throw new IllegalArgumentException(
            "%s, line %d: wanted same or different and two files, parted by tabs, got '%s'"
                .formatted(list, number, line));
      }
      pairs.add(new Pair(parts[0].equals("same"), parts[1], parts[2]));
    }
    return new LabelledPairs(List.copyOf(pairs));
  }
}
