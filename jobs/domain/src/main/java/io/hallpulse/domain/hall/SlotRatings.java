package io.hallpulse.domain.hall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The active ratings given at a counter in a half hour or day. */
public record SlotRatings(List<Given> ratings) {
  static final SlotRatings NONE = new SlotRatings(List.of());

  /** One of them; time in microseconds. */
  public record Given(long time, int level, @Nullable String reasons, String ticketId) {}

  SlotRatings with(Given rating) {
    return with(new SlotRatings(List.of(rating)));
  }

  SlotRatings with(SlotRatings others) {
    var more = new ArrayList<>(ratings);
    more.addAll(others.ratings);
    return new SlotRatings(more);
  }
}
