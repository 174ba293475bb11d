package io.hallpulse.agent.spool;

import io.hallpulse.schemas.event.EventBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store as a crash or a bad disk left it. What follows the last whole block of the newest
 * segment was never answered for, so it is cut off. Anything else that cannot be read was: its
 * segment is kept aside, what is whole of it is written anew, and the numbers that are lost are
 * told.
 */
final class Recovery {
  private static final String FRESH = ".new";

  private final Disk disk;
  private final Entries entries;
  private final Consumer<Entry> replay;
  private final List<Found> found = new ArrayList<>();
  private Position last = Position.NONE;
  private @Nullable Long writer;

  /** A segment and what it holds. */
  private record Found(
      Segment segment, @Nullable Origin origin, Block.Scan scan, boolean corrupt, Gap gap) {}

  /** Numbers missing before or within a segment. */
  private record Gap(long from, long to) {
    static final Gap NONE = new Gap(1, 0);

    Gap and(long first, long until) {
      if (first > until) {
        return this;
      }
      return from > to
          ? new Gap(first, until)
          : new Gap(Math.min(from, first), Math.max(to, until));
    }
  }

  /**
   * What is left.
   *
   * @param writer null if the store is new
   * @param last the newest number that was ever given
   */
  record Result(@Nullable Long writer, List<Segment> segments, Position last, boolean mayGoOn) {}

  Recovery(Disk disk, Entries entries, Consumer<Entry> replay) {
    this.disk = disk;
    this.entries = entries;
    this.replay = replay;
  }

  /**
   * @param noted the newest event that was said to be durable, if that is known
   */
  Result run(Position noted) throws IOException {
    finishRewrites();
    var there = disk.names().stream().map(Segment::read).filter(Objects::nonNull).toList();
    for (int i = 0; i < there.size(); i++) {
      look(there.get(i), i == there.size() - 1, noted);
    }
    boolean lostAtEnd = last.compareTo(noted) < 0;
    var segments = new ArrayList<Segment>();
    for (int i = 0; i < found.size(); i++) {
      segments.add(settled(i, i == found.size() - 1 && lostAtEnd ? noted : null));
    }
    if (found.isEmpty() && lostAtEnd) {
      keepNothing(noted);
    }
    boolean whole = found.isEmpty() || !found.get(found.size() - 1).corrupt();
    return new Result(writer, segments, Position.later(last, noted), whole && !lostAtEnd);
  }

  /** A rewrite that a crash cut short: the old file is gone, or still there. */
  private void finishRewrites() throws IOException {
    var names = disk.names();
    for (var name : names) {
      if (name.endsWith(FRESH)) {
        var target = name.substring(0, name.length() - FRESH.length());
        if (names.contains(target)) {
          disk.delete(name);
        } else {
          disk.rename(name, target);
        }
        disk.sync();
      }
    }
  }

  private void look(Segment there, boolean newest, Position noted) throws IOException {
    var scan = Block.scan(disk.read(there.name()), there.number());
    var gap = gapBefore(there.epoch(), there.before().seq() + 1, Gap.NONE);
    if (newest && scan.blocks().isEmpty() && last.compareTo(noted) >= 0) {
      // The crash came while the segment was made: nothing was in it.
      disk.delete(there.name());
      disk.sync();
      return;
    }
    var origin =
        scan.blocks().isEmpty() || scan.blocks().get(0).at() != 0
            ? null
            : Origin.read(scan.blocks().get(0).payload());
    if (origin != null) {
      entries.learn(origin.schema());
      writer = writer == null ? (Long) origin.writer() : writer;
    }
    var segment = there;
    for (var block : scan.blocks()) {
      if (block.at() == 0 && origin != null) {
        continue;
      }
      for (var entry : entries.read(block.payload())) {
        var batch = entry.batch();
        if (batch != null) {
          gap = gapBefore(batch.getEpoch(), batch.getFirstSeq(), gap);
          last = new Position(batch.getEpoch(), entry.lastSeq());
          segment = segment.with(last, latest(batch), 0);
        }
        replay.accept(entry);
      }
    }
    boolean corrupt = origin == null || scan.damaged() || (!newest && scan.torn());
    found.add(new Found(segment.with(null, 0, scan.end()), origin, scan, corrupt, gap));
  }

  /**
   * What is missing before a number. Numbers before the first segment are not: it was dropped when
   * it had served.
   */
  private Gap gapBefore(long epoch, long firstSeq, Gap gap) {
    var before = new Position(epoch, firstSeq - 1);
    var more = last.epoch() == epoch ? gap.and(last.seq() + 1, firstSeq - 1) : gap;
    last = Position.later(last, before);
    return more;
  }

  private static long latest(EventBatch batch) {
    return batch.getEvents().get(batch.getEvents().size() - 1).getTime();
  }

  /**
   * @param lostUntil the newest event that was durable, if the segment no longer has it
   */
  private Segment settled(int place, @Nullable Position lostUntil) throws IOException {
    var here = found.get(place);
    var segment = here.segment();
    var gap = here.gap();
    if (lostUntil != null && lostUntil.epoch() == segment.last().epoch()) {
      gap = gap.and(segment.last().seq() + 1, lostUntil.seq());
    }
    if (here.corrupt() || lostUntil != null) {
      return rewritten(here, missingUntilNext(place, gap));
    }
    if (here.scan().torn()) {
      try (var file = disk.open(segment.name())) {
        file.truncate(here.scan().end());
        file.force();
      }
    } else if (place == found.size() - 1) {
      try (var file = disk.open(segment.name())) {
        file.force(); // written before the crash, but perhaps not durable
      }
    }
    return segment;
  }

  /** What a torn end of an older segment held is missing before the next one. */
  private Gap missingUntilNext(int place, Gap gap) {
    if (place + 1 < found.size()) {
      var next = found.get(place + 1).gap();
      return gap.and(next.from(), next.to());
    }
    return gap;
  }

  private Segment rewritten(Found here, Gap gap) throws IOException {
    var segment = here.segment();
    var name = segment.name();
    var fresh = name + FRESH;
    var origin =
        here.origin() != null
            ? here.origin()
            : new Origin(writer == null ? 0 : writer, entries.schema());
    var end = 0L;
    try (var file = disk.open(fresh)) {
      file.truncate(0);
      for (var payload : payloads(here, origin)) {
        var block = new Block(end, payload);
        file.write(end, block.bytes(segment.number()));
        end = block.end();
      }
      file.force();
    }
    disk.sync();
    disk.rename(name, keptAs(segment.number(), segment.epoch(), gap));
    disk.sync();
    disk.rename(fresh, name);
    disk.sync();
    return segment.with(null, 0, end);
  }

  private static List<byte[]> payloads(Found here, Origin origin) {
    var payloads = new ArrayList<byte[]>();
    payloads.add(origin.payload());
    for (var block : here.scan().blocks()) {
      if (block.at() != 0 || here.origin() == null) {
        payloads.add(block.payload());
      }
    }
    return payloads;
  }

  private String keptAs(long segment, long epoch, Gap gap) throws IOException {
    var names = disk.names();
    int nth = 1;
    var loss = Loss.of(segment, epoch, gap.from(), gap.to(), nth);
    while (names.contains(loss.file())) {
      loss = Loss.of(segment, epoch, gap.from(), gap.to(), ++nth);
    }
    return loss.file();
  }

  /** Nothing can be read, though events were durable: an empty file tells of the loss. */
  private void keepNothing(Position noted) throws IOException {
    disk.open(keptAs(0, noted.epoch(), new Gap(last.seq() + 1, noted.seq()))).close();
    disk.sync();
  }
}
