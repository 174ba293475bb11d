package io.hallpulse.local;

import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A small district in which everything happens that an indicator can rest on, by a seed: changes of
 * the day of entry, illegal and late ones, flags, moves, start-ups with and without tickets. What
 * comes of it is counted by the job, and again in SQL.
 */
final class MadeUpMarket {
  static final String DISTRICT = "sql-market";

  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
  private static final int ENTITIES = 500;
  private static final List<String> SUBDISTRICTS = List.of("李村", "沧口", "世园", "九水");
  private static final List<String> INDUSTRIES =
      List.of("A05", "A01", "C43", "C14", "F", "H62", "");
  private static final List<String> CAPITALS =
      List.of("30万元", "\"\"", "160万人民币", "30", "1,226.5700(万)", "5(万美元)", "0.5元");
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private final Random random = new Random(370213);
  private final List<String> lines = new ArrayList<>();
  private int cases;

  private MadeUpMarket() {}

  /** Lines of reference data, to be replayed before all else. */
  static String references() {
    var rules =
        ReferenceType.write(
                RuleSet.defaults(DISTRICT)
                    .with(RuleSet.Market.DEFAULT.withStartupItems(List.of("sqm-licence"))))
            .replace("2011-01-01", FIRST.toString())
            .replace("\"growth_min_base\":30", "\"growth_min_base\":3")
            .replace("\"survival_min_at_risk\":30", "\"survival_min_at_risk\":5");
    var lines = new ArrayList<String>();
    reference(
        lines,
        "district",
        ReferenceType.write(new District(DISTRICT, "made-up market", "Asia/Shanghai")));
    reference(lines, "ruleset", rules);
    reference(
        lines,
        "hall",
        "{\"hall_id\":\"sqm-hall\",\"name\":\"SQL hall\",\"district\":\"%s\"}".formatted(DISTRICT));
    reference(lines, "unit", "{\"unit_id\":\"sqm-u\",\"name\":\"Licences\"}");
    reference(
        lines,
        "queue",
        "{\"queue_id\":\"sqm-q\",\"hall_id\":\"sqm-hall\",\"unit_id\":\"sqm-u\",\"letter\":\"A\"}");
    reference(
        lines,
        "counter",
        "{\"counter_id\":\"sqm-c\",\"hall_id\":\"sqm-hall\",\"unit_id\":\"sqm-u\",\"number\":\"1\",\"queue_ids\":[\"sqm-q\"]}");
    for (var item : List.of("sqm-licence", "sqm-other")) {
      reference(
          lines,
          "item",
          "{\"item_code\":\"%s\",\"unit_id\":\"sqm-u\",\"name\":\"%s\",\"committed_minutes\":30}"
              .formatted(item, item));
    }
    reference(
        lines,
        "population",
        "{\"scope_id\":\"%s\",\"year\":2024,\"residents\":12345}".formatted(DISTRICT));
    reference(lines, "population", "{\"scope_id\":\"李村\",\"year\":2025,\"residents\":678}");
    for (int sector = 1; sector <= 3; sector++) {
      reference(
          lines,
          "reference_counts",
          "{\"area\":\"370200\",\"year\":2024,\"sector\":%d,\"count\":%d}"
              .formatted(sector, sector * sector * 1_000));
    }
    reference(lines, "calendar", "{\"local_date\":\"2025-10-01\",\"working\":false}");
    reference(lines, "calendar", "{\"local_date\":\"2025-09-28\",\"working\":true}");
    return String.join("\n", lines) + "\n";
  }

  private static void reference(List<String> lines, String type, String value) {
    lines.add(
        "{\"source\":\"sqm-reference\",\"epoch\":1,\"seq\":%d,\"time\":\"2024-01-01T00:00:00+08:00\",\"district\":\"%s\",\"hall_id\":\"sqm-hall\",\"kind\":\"REF\",\"type\":\"%s\",\"value\":%s}"
            .formatted(lines.size() + 1, DISTRICT, type, value));
  }

  // Changes of the registry

  /** Lines of the registry, in no order. */
  static String changes() {
    var market = new MadeUpMarket();
    market.tell(
        "STOCK_REBASED",
        0,
        FIRST.minusYears(1),
        "\"subdistrict\":\"李村\",\"section\":\"F\",\"entity_type\":\"ENTERPRISE\",\"delta\":20,\"reason\":\"opening\"");
    for (int entity = 1; entity <= ENTITIES; entity++) {
      market.live(entity);
    }
    var lines = market.lines;
    Collections.shuffle(lines, market.random);
    return String.join("", lines);
  }

  private void live(int entity) {
    var day = FIRST.plusDays(random.nextInt((int) (LAST.toEpochDay() - FIRST.toEpochDay())));
    boolean movedIn = random.nextInt(10) == 0;
    var caseId = !movedIn && cases < CASES ? ",\"case_id\":\"sqm-case%d\"".formatted(++cases) : "";
    tell(
        movedIn ? "ENTITY_MOVED_IN" : "ENTITY_REGISTERED",
        entity,
        day,
        described() + (movedIn ? ",\"from_district\":\"370203\",\"abnormal\":true" : caseId));
    if (random.nextInt(4) == 0) {
      tell("ENTITY_CHANGED", entity, day, described()); // of the same day: it amends the entry
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      day = day.plusDays(random.nextInt(120));
      if (day.isAfter(LAST)) {
        return;
      }
      // Some of them are illegal where they fall.
      switch (random.nextInt(10)) {
        case 0, 1 -> tell("ENTITY_CANCELLED", entity, day, "\"reason\":\"x\"");
        case 2 -> tell("ENTITY_REVOKED", entity, day, "\"reason\":\"x\"");
        case 3 -> tell("ENTITY_RESTORED", entity, day, "\"reason\":\"x\"");
        case 4 -> tell("ENTITY_MOVED_OUT", entity, day, "\"to_district\":\"370203\"");
        case 5 -> tell("ENTITY_MOVED_IN", entity, day, described());
        case 6 -> tell("ENTITY_SUSPENDED", entity, day, "\"until\":\"2027-01-01\"");
        case 7 -> tell("ENTITY_RESUMED", entity, day, "\"reason\":\"x\"");
        case 8 -> tell("ENTITY_LISTED_ABNORMAL", entity, day, "\"reason\":\"x\"");
        default -> tell("ENTITY_CHANGED", entity, day, described());
      }
    }
  }

  private String described() {
    var capital = of(CAPITALS);
    return "\"type_text\":\"%s\",\"industry_code\":\"%s\"%s,\"capital_raw\":%s"
        .formatted(
            of(List.of("有限公司", "个体工商户", "农民专业合作社")),
            of(INDUSTRIES),
            random.nextInt(8) == 0
                ? ",\"address\":\"somewhere\""
                : ",\"subdistrict\":\"%s\"".formatted(of(SUBDISTRICTS)),
            capital.startsWith("\"") ? capital : "\"" + capital + "\"");
  }

  private String of(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void tell(String kind, int entity, LocalDate day, String more) {
    lines.add(
        "{\"source\":\"sqm\",\"epoch\":1,\"seq\":%d,\"time\":\"%sT%02d:00:00+08:00\",\"district\":\"%s\",\"kind\":\"%s\",\"effective_date\":\"%s\",%s%s}\n"
            .formatted(
                lines.size() + 1,
                day,
                8 + random.nextInt(10),
                DISTRICT,
                kind,
                day,
                entity == 0 ? "" : "\"uscc\":\"%s\",".formatted(code(entity)),
                more));
  }

  /** A code with its check digit. */
  static String code(int number) {
    var body = "91370213MADE%05d".formatted(number);
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += ALPHABET.indexOf(body.charAt(i)) * WEIGHTS[i];
    }
    return body + ALPHABET.charAt((31 - sum % 31) % 31);
  }

  // Events of the hall

  /** So many of the cases belong to an entity; the others are of the district alone. */
  private static final int CASES = 6;

  /** Lines of cases and their tickets. */
  static String cases() {
    var hall = new MadeUpMarket();
    // Friday afternoon to Monday; a day's visit by appointment; without a ticket; a ticket too
    // late.
    hall.startup(1, "2025-03-14T15:00", "", "2025-03-17T10:00", "ISSUED", 1);
    hall.startup(2, "2025-04-02T09:00", "2025-04-02T10:00", "2025-04-02T14:30", "ISSUED", 1);
    hall.startup(3, "", "", "2025-04-03T11:00", "ISSUED", 0);
    hall.startup(4, "2025-05-06T12:00", "", "2025-05-06T11:00", "ISSUED", 0);
    // Two visits; refused; over a holiday and a Sunday that is worked on; of no start-up.
    hall.startup(5, "2025-06-02T09:30", "", "2025-06-04T16:00", "ISSUED", 2);
    hall.startup(7, "2025-07-01T09:30", "", "2025-07-01T16:00", "REFUSED", 1);
    hall.startup(6, "2025-09-26T16:00", "", "2025-10-02T10:00", "ISSUED", 1);
    hall.startup(8, "2026-01-05T09:30", "", "2026-01-06T09:10", "ISSUED", 1);
    hall.startup(9, "2026-01-07T10:10", "", "2026-01-07T15:45", "ISSUED", 1);
    hall.tell("HEARTBEAT", "2026-01-08T09:00", "\"spool_depth\":0");
    return String.join("", hall.lines);
  }

  private void startup(
      int number, String issued, String appointment, String closed, String result, int visits) {
    var caseId = "sqm-case" + number;
    var item = number == 8 ? "sqm-other" : "sqm-licence";
    tell(
        "CASE_OPENED",
        issued.isEmpty() || issued.compareTo(closed) > 0 ? closed : issued,
        "\"case_id\":\"%s\",\"item_code\":\"%s\",\"unit_id\":\"sqm-u\",\"channel\":\"COUNTER\""
            .formatted(caseId, item));
    for (int visit = 0; visit < Math.max(visits, issued.isEmpty() ? 0 : 1); visit++) {
      ticket(caseId, item, visit, visit == 0 ? issued : closed, appointment, visit < visits);
    }
    tell("CASE_CLOSED", closed, "\"case_id\":\"%s\",\"result\":\"%s\"".formatted(caseId, result));
  }

  private void ticket(
      String caseId, String item, int visit, String time, String appointment, boolean isServed) {
    var ticket = "\"ticket_id\":\"%s-t%d\"".formatted(caseId, visit);
    var at = appointment.isEmpty() ? time : appointment;
    tell(
        "TICKET_ISSUED",
        time,
        ticket
            + ",\"ticket_no\":\"A%s%d\",\"queue_id\":\"sqm-q\",\"item_code\":\"%s\",\"unit_id\":\"sqm-u\",\"channel\":\"FACE\",\"case_id\":\"%s\"%s"
                .formatted(
                    caseId.substring(8),
                    visit,
                    item,
                    caseId,
                    appointment.isEmpty()
                        ? ""
                        : ",\"appointment_time\":\"%s:00+08:00\"".formatted(appointment)));
    if (isServed) {
      var counter = ticket + ",\"counter_id\":\"sqm-c\",\"staff_id\":\"sqm-s\"";
      tell("TICKET_CALLED", at, counter + ",\"attempt\":1");
      tell("SERVICE_STARTED", at, counter + ",\"item_code\":\"%s\"".formatted(item));
      tell("SERVICE_ENDED", at, counter + ",\"outcome\":\"COMPLETED\"");
    }
  }

  private void tell(String kind, String time, String more) {
    lines.add(
        "{\"source\":\"sqm-agent\",\"epoch\":1,\"seq\":%d,\"time\":\"%s:00+08:00\",\"district\":\"%s\",\"hall_id\":\"sqm-hall\",\"kind\":\"%s\",%s}\n"
            .formatted(lines.size() + 1, time, DISTRICT, kind, more));
  }
}
