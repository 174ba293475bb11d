package io.hallpulse.domain.ticket;

import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's history in few bytes, for the many that nothing happens to any more: a fifth of what
 * the objects take, and a restart copies bytes instead of making objects. Numbers are varints,
 * zigzag where they may be negative, times the difference to the one before; a text is written
 * once, as its UTF-16 units.
 */
final class PackedHistory {
  /** The first byte; a change of the form below needs another. */
  private static final int FORM = 1;

  private static final int ABSENT = 0;
  private static final int NEW = 1;
  private static final int KNOWN = 2;
  private static final EventKind[] KINDS = EventKind.values();

  private PackedHistory() {}

  static byte[] pack(TicketHistory history) {
    return new Writer().write(history);
  }

  /**
   * @param dropAt of the history, which its bytes leave out
   * @throws IllegalStateException if the bytes are of another form, or a newer version's
   */
  static TicketHistory unpack(String ticketId, byte[] bytes, long dropAt) {
    return new Reader(bytes).read(ticketId, dropAt);
  }

  private static final class Writer {
    private final Map<String, Integer> texts = new HashMap<>();
    private byte[] bytes = new byte[256];
    private int length;

    byte[] write(TicketHistory history) {
      put(FORM);
      number(history.revision());
      number(history.written());
      number(history.moves().size());
      long time = 0;
      for (var move : history.moves()) {
        number(move.time() - time);
        time = move.time();
        write(move);
      }
      return Arrays.copyOf(bytes, length);
    }

    private void write(TicketMove move) {
      text(move.source());
      number(move.epoch());
      number(move.seq());
      number(move.kind().ordinal());
      text(move.word());
      text(move.ticketNo());
      text(move.queueId());
      text(move.unitId());
      text(move.itemCode());
      text(move.counterId());
      text(move.staffId());
      text(move.caseId());
      number(move.appointment());
      number(move.level());
      number(move.active() ? 1 : 0);
      text(move.deviceStaffId());
      number(move.listed());
    }

    private void number(long value) {
      unsigned(value << 1 ^ value >> 63);
    }

    private void unsigned(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        put((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      put((int) rest);
    }

    private void put(int value) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      bytes[length++] = (byte) value;
    }

    private void text(@Nullable String text) {
      if (text == null) {
        unsigned(ABSENT);
        return;
      }
      var known = texts.putIfAbsent(text, texts.size());
      if (known != null) {
        unsigned(KNOWN + known);
        return;
      }
      unsigned(NEW);
      unsigned(text.length());
      for (int i = 0; i < text.length(); i++) {
        unsigned(text.charAt(i));
      }
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    TicketHistory read(String ticketId, long dropAt) {
      int form = bytes[at++];
      if (form != FORM) {
        throw new IllegalStateException(
            "Ticket %s is packed in form %d, this reads %d".formatted(ticketId, form, FORM));
      }
      long revision = number();
      long written = number();
      var moves = new ArrayList<TicketMove>();
      long time = 0;
      for (long left = number(); left > 0; left--) {
        time += number();
        moves.add(move(time));
      }
      return new TicketHistory(ticketId, moves, revision, written, TicketHistory.NEVER, dropAt);
    }

    private TicketMove move(long time) {
      return new TicketMove(
          time,
          required(text()),
          number(),
          number(),
          kind(number()),
          text(),
          text(),
          text(),
          text(),
          text(),
          text(),
          text(),
          text(),
          number(),
          (int) number(),
          number() == 1,
          text(),
          number());
    }

    private static EventKind kind(long ordinal) {
      if (ordinal >= KINDS.length) {
        throw new IllegalStateException(
            "A packed move is of kind %d, which this version does not know".formatted(ordinal));
      }
      return KINDS[(int) ordinal];
    }

    private long number() {
      long value = unsigned();
      return value >>> 1 ^ -(value & 1);
    }

    private long unsigned() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    private @Nullable String text() {
      int mark = (int) unsigned();
      if (mark == ABSENT) {
        return null;
      }
      if (mark >= KNOWN) {
        return texts.get(mark - KNOWN);
      }
      var units = new char[(int) unsigned()];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) unsigned();
      }
      var text = new String(units);
      texts.add(text);
      return text;
    }

    private static String required(@Nullable String text) {
      if (text == null) {
        throw new IllegalStateException("A packed move has no source");
      }
      return text;
    }
  }
}
