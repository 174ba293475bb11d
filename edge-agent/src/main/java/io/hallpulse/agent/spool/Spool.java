package io.hallpulse.agent.spool;

import io.hallpulse.schemas.event.EventBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a hall: what was appended is durable, in order, and there after every restart. It is
 * the outbox, too: {@link Outbox} reads from it what is to be published. One thread appends;
 * reading may go on beside it.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String TAIL = "tail";
  private static final String CURSOR = "cursor";

  private final Disk disk;
  private final Entries entries = new Entries();
  private final long segmentBytes;
  private final long epoch;
  private final long writer;
  private final NumberFile tail;
  private final NumberFile cursor;
  private final List<Segment> segments;
  private Disk.@Nullable DiskFile file;
  private Position last;
  private Position published;
  private boolean broken;
  private volatile boolean noted = true;

  /**
   * Opens a store, or makes it.
   *
   * @param epoch of the events that will be appended; older ones may still lie here
   * @param newWriter draws the number of a new store
   * @param replay is given all that the store holds
   */
  public static Spool open(
      Disk disk, long segmentBytes, long epoch, LongSupplier newWriter, Consumer<Entry> replay)
      throws IOException {
    return new Spool(disk, segmentBytes, epoch, newWriter, replay);
  }

  private Spool(
      Disk disk, long segmentBytes, long epoch, LongSupplier newWriter, Consumer<Entry> replay)
      throws IOException {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.epoch = epoch;
    published = NumberFile.read(disk, CURSOR);
    var noted = Position.later(NumberFile.read(disk, TAIL), published);
    var found = new Recovery(disk, entries, replay).run(noted);
    segments = new ArrayList<>(found.segments());
    writer = found.writer() == null ? newWriter.getAsLong() : found.writer();
    if (found.last().epoch() > epoch) {
      throw new IllegalStateException(
          "The store holds events of epoch %d, this is epoch %d"
              .formatted(found.last().epoch(), epoch));
    }
    last = found.last().epoch() == epoch ? found.last() : new Position(epoch, 0);
    if (!segments.isEmpty()) {
      // Only what was published is ever dropped.
      published = Position.later(published, segments.get(0).before());
    }
    tail = new NumberFile(disk, TAIL);
    cursor = new NumberFile(disk, CURSOR);
    note(found.last());
    boolean goOn =
        found.mayGoOn()
            && !segments.isEmpty()
            && newest().epoch() == epoch
            && newest().end() < segmentBytes;
    if (goOn) {
      file = disk.open(newest().name());
    } else {
      roll();
    }
  }

  private Segment newest() {
    return segments.get(segments.size() - 1);
  }

  private void roll() throws IOException {
    long number = segments.isEmpty() ? 1 : newest().number() + 1;
    var origin = new Block(0, new Origin(writer, entries.schema()).payload());
    var begun = Segment.begin(number, last, origin.end());
    var old = file;
    file = null;
    if (old != null) {
      old.close();
    }
    var next = disk.open(begun.name());
    try {
      next.truncate(0);
      next.write(0, origin.bytes(number));
      next.force();
      disk.sync();
    } catch (IOException e) {
      next.close();
      throw e;
    }
    file = next;
    synchronized (this) {
      segments.add(begun);
    }
  }

  /**
   * Makes entries durable, all or none, in one block.
   *
   * @throws IOException if the disk did not take them; nothing more is taken until {@link #repair}
   */
  public void append(List<Entry> more) throws IOException {
    if (broken) {
      throw new IOException("The store is broken until it is repaired");
    }
    var newest = last;
    long time = 0;
    for (var entry : more) {
      var batch = entry.batch();
      if (batch != null) {
        requireNext(batch, newest);
        newest = new Position(epoch, entry.lastSeq());
        time = batch.getEvents().get(batch.getEvents().size() - 1).getTime();
      }
    }
    broken = true;
    if (newest().end() >= segmentBytes) {
      roll();
    }
    var segment = newest();
    var block = new Block(segment.end(), entries.payload(more));
    var to = Objects.requireNonNull(file);
    to.write(block.at(), block.bytes(segment.number()));
    to.force();
    synchronized (this) {
      var said = newest.equals(last) ? null : newest;
      segments.set(segments.size() - 1, segment.with(said, time, block.end()));
      last = newest;
    }
    broken = false;
    note(newest);
  }

  /**
   * What is durable is said so beside the log, without waiting for the disk: should the newest
   * block be corrupt after a crash, this tells it from one that was never finished.
   */
  private void note(Position newest) {
    write(tail, newest);
  }

  /** A number that cannot be written is one that is lost in a crash: it only costs work. */
  private void write(NumberFile file, Position number) {
    try {
      file.write(number);
      noted = true;
    } catch (IOException e) {
      if (noted) {
        LOG.warn("Cannot note what is durable or published: {}", e.getMessage());
      }
      noted = false;
    }
  }

  private void requireNext(EventBatch batch, Position after) {
    if (batch.getEpoch() != epoch || batch.getFirstSeq() != after.seq() + 1) {
      throw new IllegalArgumentException(
          "After epoch %d seq %d comes no epoch %d seq %d"
              .formatted(epoch, after.seq(), batch.getEpoch(), batch.getFirstSeq()));
    }
  }

  /**
   * Goes on after a failure: what was not durable is cut off, and a new segment is begun, since
   * nobody knows what a disk keeps of a file that it failed to write.
   */
  public void repair() throws IOException {
    if (!broken) {
      return;
    }
    if (file != null) {
      file.truncate(newest().end());
      file.force();
    }
    roll();
    broken = false;
  }

  /** Hands on all that is durable, from the oldest on; not while something is appended. */
  public void replay(Consumer<Entry> to) throws IOException {
    for (var segment : segments()) {
      var bytes = disk.read(segment.name());
      for (var block : Block.scan(bytes, segment.number()).blocks()) {
        if (block.at() > 0 && block.end() <= segment.end()) {
          entries.read(block.payload()).forEach(to);
        }
      }
    }
  }

  synchronized List<Segment> segments() {
    return List.copyOf(segments);
  }

  Disk disk() {
    return disk;
  }

  /** The newest durable event. */
  public synchronized Position last() {
    return last;
  }

  /** Up to where Kafka has acknowledged. */
  public synchronized Position published() {
    return published;
  }

  /** Remembers what Kafka has acknowledged; after a crash some of it may be sent again. */
  public void published(Position until) {
    synchronized (this) {
      published = Position.later(published, until);
    }
    write(cursor, until);
  }

  /** Events that wait to be published. */
  public synchronized long depth() {
    long depth = 0;
    for (int i = 0; i < segments.size(); i++) {
      var newest = segments.get(i).last();
      boolean ends = i + 1 == segments.size() || segments.get(i + 1).epoch() > newest.epoch();
      if (ends && newest.compareTo(published) > 0) {
        depth += newest.seq() - (newest.epoch() == published.epoch() ? published.seq() : 0);
      }
    }
    return depth;
  }

  /** Drops segments that are published and hold nothing newer than a time; the newest stays. */
  public void forget(long before) throws IOException {
    while (segments().size() > 1) {
      var oldest = segments().get(0);
      if (oldest.last().compareTo(published()) > 0 || oldest.latest() >= before) {
        return;
      }
      synchronized (this) {
        segments.remove(0);
      }
      disk.delete(oldest.name());
    }
  }

  /** What corrupt segments lost, ever since their remains are kept. */
  public List<Loss> losses() throws IOException {
    return disk.names().stream().map(Loss::read).filter(Objects::nonNull).toList();
  }

  public int segmentCount() {
    return segments().size();
  }

  public long writer() {
    return writer;
  }

  public long epoch() {
    return epoch;
  }

  public long usable() throws IOException {
    return disk.usable();
  }

  @Override
  public void close() throws IOException {
    try (tail;
        cursor) {
      if (file != null) {
        file.close();
      }
    }
  }
}
