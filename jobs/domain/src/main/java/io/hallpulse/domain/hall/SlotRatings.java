package io.hallpulse.domain.hall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The active ratings given at a counter in a half hour. */
public record SlotRatings(List<Given> ratings) {
  static final SlotRatings NONE = new SlotRatings(List.of());

  /** One of them; time in microseconds. */
  public record Given(long time, int level, @Nullable String reasons, String ticketId) {}

  SlotRatings with(Given rating) {
    var more = new ArrayList<>(ratings);
    more.add(rating);
    return new SlotRatings(more);
  }
}
