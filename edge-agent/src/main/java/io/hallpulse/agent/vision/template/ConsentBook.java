package io.hallpulse.agent.vision.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All consents that were given and taken back, in a file that is only ever added to. */
public final class ConsentBook {
  private final Path file;
  private final List<Consent> all = new ArrayList<>();
  private final Map<String, Consent> newest = new HashMap<>();

  public ConsentBook(Path directory) throws IOException {
    Disk.directory(directory);
    this.file = directory.resolve("consents.jsonl");
    if (Files.exists(file)) {
      repairEnd();
      for (var line : Files.readAllLines(file)) {
        keep(Consent.fromJson(line));
      }
    }
  }

  /** It is on the disk when this returns; only then may a template be made. */
  public synchronized void give(Consent consent) throws IOException {
    add(consent);
  }

  synchronized void withdraw(String visitorToken, Instant at) throws IOException {
    var consent = newest.get(visitorToken);
    if (consent != null && consent.holds()) {
      add(consent.withdrawn(at));
    }
  }

  /** The consent that holds now. */
  public synchronized Optional<Consent> of(String visitorToken) {
    return Optional.ofNullable(newest.get(visitorToken)).filter(Consent::holds);
  }

  public synchronized List<Consent> history() {
    return List.copyOf(all);
  }

  private void add(Consent consent) throws IOException {
    Disk.append(file, (consent.toJson() + "\n").getBytes(UTF_8));
    keep(consent);
  }

  private void keep(Consent consent) {
    all.add(consent);
    newest.put(consent.visitorToken(), consent);
  }

  /**
   * A line without its end was being written when the power went; nobody was told that it counts.
   */
  private void repairEnd() throws IOException {
    var text = Files.readString(file);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      Disk.write(file, text.substring(0, text.lastIndexOf('\n') + 1).getBytes(UTF_8));
    }
  }
}
