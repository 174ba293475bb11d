package io.hallpulse.upkeep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever a pipeline loses or doubles, and however far it has come, the books tell just that. */
class BooksProperties {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  @Property
  void exactlyWhatTheLakeHasPassedOverIsLost(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 6) Integer> batches,
      @ForAll Set<@LongRange(min = 1, max = 60) Long> dropped,
      @ForAll Set<@LongRange(min = 1, max = 60) Long> doubled,
      @ForAll @IntRange(min = 0, max = 20) int committed,
      @ForAll @IntRange(min = 1, max = 5) int readEvery) {
    var books = new Books(ZoneId.of("Asia/Shanghai"));
    var topic = new TestTopic(books);
    long through = 0; // the highest seq of the highest offset of which a row is stored
    long next = 1;
    for (int offset = 0; offset < batches.size(); offset++) {
      long end = next + batches.get(offset);
      topic.add(Sent.batch("a", next, end, NOW), place(offset));
      for (long seq = next; offset < committed && seq < end; seq++) {
        int copies = dropped.contains(seq) ? 0 : doubled.contains(seq) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
          books.stored(Sent.HALL, "a", 1, seq, DAY, 0, offset);
          through = end - 1;
        }
      }
      if (offset % readEvery == 0) {
        topic.readOn();
      }
      next = end;
    }

    topic.readOn();
    var verdict = new Judge(Duration.ofSeconds(100)).verdict(books, NOW);

    var lost = new TreeSet<>(dropped).headSet(through, true);
    var twice = new TreeSet<>(doubled);
    twice.removeAll(dropped);
    assertThat(verdict.lost()).isEqualTo(lost.size());
    assertThat(verdict.doubled()).isEqualTo(twice.headSet(through, true).size());
    assertThat(verdict.arrived()).isBetween(through, next - 1);
    if (!lost.isEmpty()) {
      assertThat(verdict.findings().get(0).firstSeqs())
          .containsExactlyElementsOf(lost.stream().limit(10).toList());
    }
  }

  /** Half a minute apart, so that each batch is judged by itself. */
  private static Place place(int offset) {
    return new Place(0, offset, NOW.toEpochMilli() + offset * 30_000L);
  }
}
