package io.hallpulse.domain.market;

import io.hallpulse.schemas.registry.RegistryEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The indicators the slow way: for each question all entities are folded again up to its day, and
 * nothing is added up before it is asked for. Shares no code with what it is held against.
 */
final class NaiveMarket {
  /** An entity as it stands after some of its events. */
  private static final class One {
    String state = "NONE";
    boolean wasRevoked;
    boolean suspended;
    boolean abnormal;
    String subdistrict = "unassigned";
    String section = "unassigned";
    @Nullable String division;
    String type = "";
    String capital = "ABSENT";
    long cents;

    /** What has happened: day, what, and the attributes it is counted with. */
    final List<Mark> marks = new ArrayList<>();

    boolean amendable;
    int movedOut = -1;
    int left = -1;
  }

  /** Something counted on a day in a cell. */
  record Mark(
      int day,
      String what,
      String subdistrict,
      String section,
      @Nullable String division,
      String type,
      String capital,
      long cents) {}

  private final Map<String, List<RegistryEvent>> events = new TreeMap<>();
  private final int marketStart;

  NaiveMarket(List<RegistryEvent> all, String marketStart) {
    this.marketStart = (int) LocalDate.parse(marketStart).toEpochDay();
    for (var event : all) {
      events.computeIfAbsent(String.valueOf(event.getUscc()), any -> new ArrayList<>()).add(event);
    }
    var order =
        Comparator.comparing(RegistryEvent::getEffectiveDate)
            .thenComparing(RegistryEvent::getTime)
            .thenComparing(RegistryEvent::getSource)
            .thenComparing(RegistryEvent::getEpoch)
            .thenComparing(RegistryEvent::getSeq);
    events.values().forEach(list -> list.sort(order));
  }

  private List<One> upTo(int day) {
    var all = new ArrayList<One>();
    events.forEach(
        (uscc, list) -> {
          if (!uscc.equals("null")) {
            var one = new One();
            list.stream()
                .filter(event -> event.getEffectiveDate() <= day)
                .forEach(e -> next(one, e));
            all.add(one);
          }
        });
    return all;
  }

  private static void next(One one, RegistryEvent event) {
    var kind = event.getKind().name();
    var move = one.state + " " + kind;
    switch (move) {
      case "NONE ENTITY_REGISTERED", "NONE ENTITY_MOVED_IN", "OUT ENTITY_MOVED_IN" -> {
        one.state = "IN";
        take(one, event);
        one.suspended = Boolean.TRUE.equals(event.getSuspended());
        one.abnormal = Boolean.TRUE.equals(event.getAbnormal());
        mark(one, event, kind.equals("ENTITY_REGISTERED") ? "N" : "I");
        one.amendable = true;
        return;
      }
      case "IN ENTITY_CHANGED" -> {
        var last = one.marks.get(one.marks.size() - 1);
        boolean amends = one.amendable && last.day() == event.getEffectiveDate();
        if (amends) {
          one.marks.remove(one.marks.size() - 1);
        } else {
          mark(one, event, "FROM");
        }
        take(one, event);
        mark(one, event, amends ? last.what() : "TO");
        one.amendable = amends;
        return;
      }
      case "IN ENTITY_SUSPENDED" -> {
        if (one.suspended) {
          return;
        }
        one.suspended = true;
      }
      case "IN ENTITY_RESUMED" -> {
        if (!one.suspended) {
          return;
        }
        one.suspended = false;
      }
      case "IN ENTITY_LISTED_ABNORMAL" -> {
        if (one.abnormal) {
          return;
        }
        one.abnormal = true;
      }
      case "IN ENTITY_DELISTED_ABNORMAL" -> {
        if (!one.abnormal) {
          return;
        }
        one.abnormal = false;
      }
      case "IN ENTITY_REVOKED" -> {
        mark(one, event, "R");
        one.state = "REVOKED";
        one.left = event.getEffectiveDate();
      }
      case "IN ENTITY_CANCELLED" -> {
        mark(one, event, "C");
        one.state = "CANCELLED";
        one.wasRevoked = false;
        one.left = event.getEffectiveDate();
      }
      case "REVOKED ENTITY_CANCELLED" -> {
        one.state = "CANCELLED";
        one.wasRevoked = true;
      }
      case "IN ENTITY_MOVED_OUT" -> {
        mark(one, event, "O");
        one.state = "OUT";
        one.movedOut = one.movedOut < 0 ? event.getEffectiveDate() : one.movedOut;
      }
      case "REVOKED ENTITY_RESTORED", "CANCELLED ENTITY_RESTORED" -> {
        if (one.state.equals("CANCELLED") && one.wasRevoked) {
          one.state = "REVOKED";
        } else {
          one.state = "IN";
          mark(one, event, "BACK");
        }
      }
      default -> {
        return; // illegal
      }
    }
    one.amendable = false;
  }

  private static void take(One one, RegistryEvent event) {
    if (event.getSubdistrict() != null) {
      one.subdistrict = event.getSubdistrict();
    }
    if (event.getSection() != null) {
      one.section = event.getSection();
      one.division = event.getDivision();
    }
    if (event.getEntityType() != null) {
      one.type = event.getEntityType();
    }
    if (event.getCapitalStatus() != null) {
      one.capital = event.getCapitalStatus();
      one.cents = event.getCapitalCents() == null ? 0 : event.getCapitalCents();
    }
  }

  private static void mark(One one, RegistryEvent event, String what) {
    one.marks.add(
        new Mark(
            event.getEffectiveDate(),
            what,
            one.subdistrict,
            one.section,
            one.division,
            one.type,
            one.capital,
            one.cents));
  }

  private static boolean in(
      String scope, String id, String subdistrict, String section, String type) {
    return switch (scope) {
      case "district" -> true;
      case "subdistrict" -> subdistrict.equals(id);
      case "section" -> section.equals(id);
      default -> type.equals(id);
    };
  }

  /** The figures that are checked, by the same keys. */
  Map<String, String> figures(
      String scope,
      String id,
      String kind,
      String name,
      String first,
      String last,
      String baseFirst,
      String baseLast) {
    var figures = new HashMap<String, String>();
    int from = day(first);
    int to = day(last);
    var all = upTo(to);
    var marks = all.stream().flatMap(one -> one.marks.stream()).toList();
    Predicate<Mark> here = mark -> in(scope, id, mark.subdistrict(), mark.section(), mark.type());
    var now = marks.stream().filter(here).filter(mark -> mark.day() >= from).toList();
    ToLongFunction<String> flow = what -> now.stream().filter(m -> m.what().equals(what)).count();
    var end = "%s %s %s %s".formatted(scope, id, kind, name);
    boolean partial = from < marketStart;
    long n = flow.applyAsLong("N");
    long out = flow.applyAsLong("C") + flow.applyAsLong("R");
    figures.put("4 new " + end, partial ? "PARTIAL_PERIOD" : "" + n);
    figures.put("6 total " + end, partial ? "PARTIAL_PERIOD" : "" + out);
    figures.put("9 moved_in " + end, partial ? "PARTIAL_PERIOD" : "" + flow.applyAsLong("I"));
    figures.put("10 moved_out " + end, partial ? "PARTIAL_PERIOD" : "" + flow.applyAsLong("O"));
    long stock = stock(scope, id, to);
    if (!kind.equals("ytd")) {
      figures.put("1 stock " + end, "" + stock);
      long base = day(baseLast) < marketStart ? 0 : stock(scope, id, day(baseLast));
      figures.put(
          "2 yoy " + end,
          day(baseLast) < marketStart
              ? "BASE_MISSING"
              : base == 0 ? "BASE_ZERO" : base < 0 ? "DATA_FAULT" : percent(stock - base, base));
      var active =
          all.stream()
              .filter(o -> o.state.equals("IN"))
              .filter(o -> in(scope, id, o.subdistrict, o.section, o.type))
              .toList();
      long flagged = active.stream().filter(o -> o.suspended || o.abnormal).count();
      figures.put(
          "19 either " + end,
          active.isEmpty() ? "ZERO_DENOMINATOR" : percent(flagged, active.size()));
    }
    if (kind.equals("day")) {
      return figures;
    }
    figures.put(
        "7 ratio " + end,
        partial ? "PARTIAL_PERIOD" : n == 0 ? "ZERO_DENOMINATOR" : percent(out, n));
    figures.put(
        "8 ratio " + end,
        partial ? "PARTIAL_PERIOD" : n == 0 ? "ZERO_DENOMINATOR" : percent(n - out, n));
    int bf = day(baseFirst);
    long baseN =
        upTo(day(baseLast)).stream()
            .flatMap(o -> o.marks.stream())
            .filter(here)
            .filter(m -> m.day() >= bf && m.what().equals("N"))
            .count();
    figures.put(
        "5 yoy " + end,
        partial
            ? "PARTIAL_PERIOD"
            : bf < marketStart
                ? "BASE_MISSING"
                : baseN == 0 ? "BASE_ZERO" : percent(n - baseN, baseN));
    if (!partial) {
      long in =
          now.stream()
              .filter(m -> m.what().equals("I") && m.capital().equals("KNOWN"))
              .mapToLong(Mark::cents)
              .sum();
      long gone =
          now.stream()
              .filter(m -> m.what().equals("O") && m.capital().equals("KNOWN"))
              .mapToLong(Mark::cents)
              .sum();
      figures.put("11 net " + end, BigDecimal.valueOf(in - gone, 2).toPlainString());
      var known =
          now.stream()
              .filter(m -> m.what().equals("N") && m.capital().equals("KNOWN"))
              .map(m -> BigDecimal.valueOf(m.cents(), 2))
              .sorted()
              .toList();
      int size = known.size();
      figures.put(
          "17 median " + end,
          size == 0
              ? "NO_DATA"
              : known
                  .get((size - 1) / 2)
                  .add(known.get(size / 2))
                  .divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP)
                  .toPlainString());
      figures.put(
          "17 sum " + end,
          size == 0
              ? "NO_DATA"
              : known.stream().reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString());
      if (!scope.equals("section")) {
        var sectors = new long[4];
        now.stream().filter(m -> m.what().equals("N")).forEach(m -> sectors[sector(m)]++);
        long sum = sectors[1] + sectors[2] + sectors[3];
        for (int k = 1; k <= 3; k++) {
          figures.put(
              "15 share_" + k + " " + end,
              sum == 0 ? "ZERO_DENOMINATOR" : percent(sectors[k], sum));
        }
        figures.put("15 unassigned " + end, "" + sectors[0]);
      }
    }
    if (!kind.equals("ytd")) {
      figures.putAll(survival(scope, id, to, end));
    }
    return figures;
  }

  private long stock(String scope, String id, int day) {
    long rebased =
        events.getOrDefault("null", List.of()).stream()
            .filter(e -> e.getEffectiveDate() <= day)
            .filter(e -> in(scope, id, e.getSubdistrict(), e.getSection(), e.getEntityType()))
            .mapToLong(RegistryEvent::getDelta)
            .sum();
    return rebased
        + upTo(day).stream()
            .filter(o -> o.state.equals("IN"))
            .filter(o -> in(scope, id, o.subdistrict, o.section, o.type))
            .count();
  }

  private Map<String, String> survival(String scope, String id, int end, String key) {
    int after = (int) LocalDate.ofEpochDay(end).minusYears(10).toEpochDay();
    record Span(int age, boolean died) {}
    var spans = new ArrayList<Span>();
    for (var one : upTo(end)) {
      if (one.marks.isEmpty() || !one.marks.get(0).what().equals("N")) {
        continue;
      }
      var entry = one.marks.get(0);
      if (entry.day() <= after
          || entry.day() < marketStart
          || !in(scope, id, entry.subdistrict(), entry.section(), entry.type())) {
        continue;
      }
      if (one.movedOut >= 0) {
        spans.add(new Span(one.movedOut - entry.day(), false));
      } else if (one.state.equals("IN")) {
        spans.add(new Span(end - entry.day(), false));
      } else {
        spans.add(new Span(one.left - entry.day(), true));
      }
    }
    var figures = new HashMap<String, String>();
    int years = 1;
    for (int age : new int[] {365, 1096, 1826}) {
      double share = 1;
      for (int x = 0; x <= age; x++) {
        int at = x;
        long died = spans.stream().filter(s -> s.died() && s.age() == at).count();
        long risk = spans.stream().filter(s -> s.age() >= at).count();
        if (died > 0) {
          share *= 1 - (double) died / risk;
        }
      }
      long risk = spans.stream().filter(s -> s.age() >= age).count();
      figures.put("18 y" + years + "_at_risk " + key, "" + risk);
      figures.put(
          "18 y" + years + " " + key,
          risk < 2
              ? "INSUFFICIENT"
              : new BigDecimal(share * 100).setScale(2, RoundingMode.HALF_UP).toPlainString());
      years += 2;
    }
    return figures;
  }

  private static int sector(Mark mark) {
    if (mark.section().equals("unassigned")) {
      return 0;
    }
    if (List.of("05", "11", "43").contains(String.valueOf(mark.division()))) {
      return 3;
    }
    return "A".equals(mark.section()) ? 1 : "BCDE".contains(mark.section()) ? 2 : 3;
  }

  private static String percent(long part, long all) {
    return new BigDecimal(BigInteger.valueOf(part).multiply(BigInteger.valueOf(100)))
        .divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }
}
