package io.hallpulse.domain.health;

import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The marks of a counter or queue in a half hour or day, ten bytes each, in the order in which they
 * were heard: most are a camera's, one a minute.
 *
 * @param names of sources and clerks
 * @param packed the marks, their times counted from its start
 */
public record SlotMarks(List<String> names, byte[] packed) {
  public static final SlotMarks NONE = new SlotMarks(List.of(), new byte[0]);

  private static final int MARK_BYTES = 16;
  private static final Mark.Kind[] KINDS = Mark.Kind.values();

  /** With one more. */
  public SlotMarks with(Mark mark, long start) {
    return with(List.of(mark), start);
  }

  /** With some more. */
  public SlotMarks with(List<Mark> marks, long start) {
    var known = names;
    var to = new PackedWriter(MARK_BYTES * Math.max(1, marks.size()));
    for (var mark : marks) {
      known = knowing(mark.source(), known);
      if (mark.staffId() != null) {
        known = knowing(mark.staffId(), known);
      }
      to.put(mark.kind().ordinal());
      to.unsigned(mark.time() - start);
      to.unsigned(known.indexOf(mark.source()));
      to.number(mark.epoch());
      to.unsigned(mark.seq());
      to.unsigned(mark.staffId() == null ? 0 : 1 + known.indexOf(mark.staffId()));
    }
    var more = to.bytes();
    var all = Arrays.copyOf(packed, packed.length + more.length);
    System.arraycopy(more, 0, all, packed.length, more.length);
    return new SlotMarks(known, all);
  }

  private static List<String> knowing(String name, List<String> names) {
    if (names.contains(name)) {
      return names;
    }
    var more = new ArrayList<>(names);
    more.add(name);
    return more;
  }

  /** Without one of them; the same if it is not among them. */
  public SlotMarks without(Mark mark, long start) {
    var left = marks(start);
    return left.remove(mark) ? NONE.with(left, start) : this;
  }

  public List<Mark> marks(long start) {
    var marks = new ArrayList<Mark>();
    var from = new PackedReader(packed);
    while (from.hasMore()) {
      var kind = KINDS[from.next()];
      long time = start + from.unsigned();
      var source = names.get((int) from.unsigned());
      long epoch = from.number();
      long seq = from.unsigned();
      int staff = (int) from.unsigned();
      marks.add(new Mark(time, source, epoch, seq, kind, staff == 0 ? null : names.get(staff - 1)));
    }
    return marks;
  }
}
