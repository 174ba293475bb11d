package io.hallpulse.local;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** A made-up log of a permit counter in the form of the WABO receipt log. */
final class ReceiptLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx");
  private static final String HEADER =
      "case:channel,case:concept:name,case:deadline,case:department,case:enddate,"
          + "case:enddate_planned,case:group,case:responsible,case:startdate,concept:instance,"
          + "concept:name,lifecycle:transition,org:group,org:resource,time:timestamp\n";

  private ReceiptLog() {}

  static String of(int cases) {
    var random = new Random(42);
    var log = new StringBuilder(HEADER);
    int task = 1;
    for (int i = 1; i <= cases; i++) {
      var start =
          OffsetDateTime.of(
                  2011,
                  1 + random.nextInt(12),
                  1 + random.nextInt(27),
                  8,
                  0,
                  0,
                  0,
                  i % 2 == 0 ? ZoneOffset.ofHours(1) : ZoneOffset.ofHours(2))
              .plusNanos(random.nextInt(30_000) * 1_000_000L);
      var planned = i % 5 == 0 ? "" : TIME.format(start.plusDays(random.nextInt(20)));
      var time = start;
      int lines = i % 7 == 0 ? 1 : 2 + random.nextInt(6);
      for (int line = 0; line < lines; line++) {
        log.append(
            "%s,case-%d,,General,,%s,Group %d,Resource%02d,%s,task-%d,T%02d Step,complete,Group 1,%s,%s\n"
                .formatted(
                    random.nextBoolean() ? "Internet" : "Desk",
                    i,
                    planned,
                    1 + i % 4,
                    i % 30,
                    TIME.format(start),
                    task++,
                    line,
                    "Resource%02d".formatted(random.nextInt(30)),
                    TIME.format(time)));
        time = time.plusSeconds(random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(400_000));
      }
    }
    return log.toString();
  }
}
