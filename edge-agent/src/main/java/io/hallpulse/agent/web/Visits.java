package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Refused;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who stands before a kiosk: the page holds a word, the token behind it never leaves the agent. A
 * word is good for three minutes and one ticket.
 */
final class Visits {
  static final long GOOD_FOR = TimeUnit.MINUTES.toMicros(3);
  private static final int MOST = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Visit> visits = new LinkedHashMap<>();

  /**
   * A visit.
   *
   * @param born as the card said; null if there was none. Kept no longer than the visit
   * @param begunOpen whether the hall gave tickets when it began
   */
  record Visit(
      String token,
      String channel,
      @Nullable LocalDate born,
      boolean begunOpen,
      long until,
      boolean hasTicket) {
    @Override
    public String toString() {
      return "Visit[%s, until %d]".formatted(channel, until);
    }
  }

  String begin(
      String token, String channel, @Nullable LocalDate born, boolean begunOpen, long now) {
    visits.values().removeIf(visit -> visit.until() <= now);
    if (visits.size() >= MOST) {
      visits.remove(visits.keySet().iterator().next());
    }
    var bytes = new byte[18];
    random.nextBytes(bytes);
    var word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    visits.put(word, new Visit(token, channel, born, begunOpen, now + GOOD_FOR, false));
    return word;
  }

  Visit find(String word, long now) {
    var visit = visits.get(word);
    if (visit == null || visit.until() <= now) {
      throw new Refused(Refused.Reason.UNKNOWN, "The visit is over; identify again");
    }
    return visit;
  }

  void spend(String word) {
    var visit = visits.get(word);
    if (visit != null) {
      visits.put(
          word,
          new Visit(
              visit.token(),
              visit.channel(),
              visit.born(),
              visit.begunOpen(),
              visit.until(),
              true));
    }
  }
}
