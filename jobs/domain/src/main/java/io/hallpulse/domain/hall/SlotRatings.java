package io.hallpulse.domain.hall;

import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The active ratings given at a counter in a half hour or day, in few bytes.
 *
 * @param packed one after the other
 */
public record SlotRatings(byte[] packed) {
  static final SlotRatings NONE = new SlotRatings(new byte[0]);

  /** One of them; time in microseconds. */
  record Given(long time, int level, @Nullable String reasons, String ticketId) {}

  SlotRatings with(List<Given> more) {
    var all = ratings();
    all.addAll(more);
    var to = new PackedWriter();
    for (var rating : all) {
      to.number(rating.time());
      to.number(rating.level());
      to.text(rating.reasons());
      to.text(rating.ticketId());
    }
    return new SlotRatings(to.bytes());
  }

  List<Given> ratings() {
    var ratings = new ArrayList<Given>();
    var from = new PackedReader(packed);
    while (from.hasMore()) {
      ratings.add(new Given(from.number(), (int) from.number(), from.text(), from.name()));
    }
    return ratings;
  }
}
