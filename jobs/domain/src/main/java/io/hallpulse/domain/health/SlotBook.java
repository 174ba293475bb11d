package io.hallpulse.domain.health;

import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;

/**
 * What a counter or queue lost in a half hour.
 *
 * @param tickets lost by its tickets, added up
 * @param written what its rows say
 * @param revision of those rows
 */
public record SlotBook(Readings tickets, Readings written, long revision) {

  /**
   * Of a half hour of which nothing is known.
   *
   * @param revisionsFrom the highest revision that its rows may have had before
   */
  public static SlotBook begin(long revisionsFrom) {
    return new SlotBook(Readings.NONE, Readings.NONE, revisionsFrom);
  }

  public SlotBook with(Factor factor, Loss loss) {
    return new SlotBook(tickets.plus(factor, loss), written, revision);
  }

  public SlotBook writing(Readings readings) {
    return new SlotBook(tickets, readings, revision + 1);
  }

  /** Writes it in few bytes. */
  public void write(PackedWriter to) {
    to.number(revision);
    write(tickets, to);
    write(written, to);
  }

  private static void write(Readings readings, PackedWriter to) {
    for (var factor : Factor.values()) {
      var loss = readings.of(factor);
      to.number(loss.millionths());
      to.number(loss.exposure());
      to.number(loss.unknown());
      to.number(loss.incidents());
    }
  }

  /** What {@link #write(PackedWriter)} wrote. */
  public static SlotBook read(PackedReader from) {
    long revision = from.number();
    return new SlotBook(readings(from), readings(from), revision);
  }

  private static Readings readings(PackedReader from) {
    return new Readings(loss(from), loss(from), loss(from), loss(from), loss(from));
  }

  private static Loss loss(PackedReader from) {
    return new Loss(from.number(), from.number(), from.number(), (int) from.number());
  }
}
