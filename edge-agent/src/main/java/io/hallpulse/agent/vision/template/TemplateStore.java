package io.hallpulse.agent.vision.template;

import static java.util.stream.Collectors.toSet;

import io.hallpulse.agent.vision.face.Template;
import io.hallpulse.agent.vision.template.KeyRing.Entry;
import io.hallpulse.domain.face.FilingDuty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates of this device: encrypted each with a key of its own, bound to the visitor's record
 * and to the model that made it, opened in memory for matching. Deleting one takes its key off the
 * ring, so that no copy of the file can be read either.
 */
public final class TemplateStore {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateStore.class);
  private static final int RECORD_ID_BYTES = 16;

  /** A visitor whose face this is, and how far it is from his template. */
  public record Match(String visitorToken, double distance) {}

  private final Path directory;
  private final String modelHash;
  private final Duration retention;
  private final boolean filed;
  private final ConsentBook consents;
  private final KeyRing ring;
  private final Map<String, Template> open = new HashMap<>();

  /**
   * @param modelHash of the model in use; templates of another cannot be matched and are deleted
   * @param filed whether the duty to file has been met, without which nothing is kept beyond
   *     100,000
   */
  public TemplateStore(
      Path directory, String modelHash, Duration retention, boolean filed, ConsentBook consents)
      throws IOException {
    Disk.directory(directory);
    this.directory = directory;
    this.modelHash = modelHash;
    this.retention = retention;
    this.filed = filed;
    this.consents = consents;
    this.ring = new KeyRing(directory);
    openAll();
  }

  /** Keeps a template of somebody who agreed; an earlier one of the same visitor is replaced. */
  public synchronized void enrol(String visitorToken, Template template, Instant now)
      throws IOException {
    if (consents.of(visitorToken).isEmpty()) {
      throw new IllegalStateException("Nobody agreed that this face is kept");
    }
    if (!template.modelHash().equals(modelHash)) {
      throw new IllegalArgumentException(
          "The template is of model %s, here is %s".formatted(template.modelHash(), modelHash));
    }
    if (!filed && size() >= FilingDuty.DUE_FROM && ring.of(visitorToken).isEmpty()) {
      throw new IllegalStateException(
          "%,d faces are kept: the duty to file must be met first".formatted(size()));
    }
    var before = ring.of(visitorToken);
    var recordId = HexFormat.of().formatHex(Sealed.random(RECORD_ID_BYTES));
    var key = Sealed.newKey();
    try {
      Disk.write(record(recordId), Sealed.lock(key, bytes(template), about(recordId, modelHash)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A template cannot be encrypted", e);
    }
    ring.put(new Entry(visitorToken, recordId, modelHash, now.plus(retention), key));
    forgetInMemory(visitorToken);
    open.put(visitorToken, template);
    if (before.isPresent()) {
      Disk.destroy(record(before.get().recordId()));
    }
  }

  /**
   * Who this is. Somebody whose likeness to a second visitor is nearly as great is nobody: a wrong
   * name is worse than none.
   */
  public synchronized Optional<Match> match(Template seen, double samePerson, double lead) {
    Match best = null;
    double second = Double.MAX_VALUE;
    for (var each : open.entrySet()) {
      double distance = each.getValue().distanceTo(seen);
      if (best == null || distance < best.distance()) {
        second = best == null ? second : best.distance();
        best = new Match(each.getKey(), distance);
      } else if (distance < second) {
        second = distance;
      }
    }
    if (best == null || !(best.distance() <= samePerson) || second - best.distance() < lead) {
      return Optional.empty();
    }
    return Optional.of(best);
  }

  /** At the visitor's wish: the consent is taken back and the template is gone for good. */
  public synchronized void delete(String visitorToken, Instant now) throws IOException {
    consents.withdraw(visitorToken, now);
    forget(ring.of(visitorToken).stream().toList());
  }

  /** Forgets whose time is over, and says how many. */
  public synchronized int sweep(Instant now) throws IOException {
    var over = ring.all().stream().filter(entry -> !now.isBefore(entry.expires())).toList();
    forget(over);
    return over.size();
  }

  /** Forgets everybody, in the time that one file takes. */
  public synchronized void destroy() throws IOException {
    var all = ring.all();
    ring.destroy();
    for (var entry : all) {
      forgetInMemory(entry.visitorToken());
      Disk.destroy(record(entry.recordId()));
    }
  }

  public synchronized int size() {
    return open.size();
  }

  public synchronized boolean knows(String visitorToken) {
    return open.containsKey(visitorToken);
  }

  public FilingDuty filingDuty() {
    return FilingDuty.at(size());
  }

  private void forget(Collection<Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    ring.remove(entries.stream().map(Entry::visitorToken).toList());
    for (var entry : entries) {
      forgetInMemory(entry.visitorToken());
      Disk.destroy(record(entry.recordId()));
    }
  }

  private void forgetInMemory(String visitorToken) {
    var template = open.remove(visitorToken);
    if (template != null) {
      template.wipe();
    }
  }

  private void openAll() throws IOException {
    var unusable = new ArrayList<Entry>();
    for (var entry : ring.all()) {
      var template = read(entry);
      if (template.isPresent() && consents.of(entry.visitorToken()).isPresent()) {
        open.put(entry.visitorToken(), template.get());
      } else {
        unusable.add(entry);
      }
    }
    forget(unusable);
    removeStrays();
  }

  /**
   * Empty for a template of another model or one that was damaged: the visitor has to come anew.
   */
  private Optional<Template> read(Entry entry) throws IOException {
    var file = record(entry.recordId());
    if (!entry.modelHash().equals(modelHash) || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var bytes =
          Sealed.open(
              entry.key(), Files.readAllBytes(file), about(entry.recordId(), entry.modelHash()));
      var values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
      return Optional.of(new Template(modelHash, values));
    } catch (GeneralSecurityException e) {
      LOG.warn("The template {} is damaged and is deleted: {}", entry.recordId(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Files without a key: somebody pulled the plug between the two writes. */
  private void removeStrays() throws IOException {
    var known = ring.all().stream().map(entry -> record(entry.recordId())).collect(toSet());
    List<Path> strays;
    try (var files = Files.list(directory)) {
      strays =
          files
              .filter(file -> file.toString().endsWith(".face"))
              .filter(file -> !known.contains(file))
              .toList();
    }
    for (var stray : strays) {
      Disk.destroy(stray);
    }
  }

  private Path record(String recordId) {
    return directory.resolve(recordId + ".face");
  }

  private static String about(String recordId, String modelHash) {
    return "hallpulse face 1/%s/%s".formatted(recordId, modelHash);
  }

  private static byte[] bytes(Template template) {
    var values = template.values();
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
