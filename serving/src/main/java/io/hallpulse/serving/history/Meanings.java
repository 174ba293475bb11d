package io.hallpulse.serving.history;

import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.ticket.TicketRow;
import java.util.stream.Collectors;

/** What the domain means by the words and numbers of stored rows, for queries that count them. */
public final class Meanings {
  /** Outcomes of tickets that ended with a service, as they stand behind {@code IN}. */
  public static final String SERVED =
      TicketRow.SERVED.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));

  /**
   * So many days before a day a newer revision of one of its tickets or notices may lie: a late
   * issue of the same one moves it to its own, earlier day (decision 90).
   */
  public static final int MOVED_DAYS = HallRules.defaults().retentionDays();

  private Meanings() {}
}
