package io.hallpulse.domain.market;

import io.hallpulse.domain.market.RegistryCheck.Verdict.LetIn;
import io.hallpulse.domain.market.RegistryCheck.Verdict.TurnedAway;
import io.hallpulse.schemas.fact.EntityFact;
import io.hallpulse.schemas.fact.EntityRefusedFact;
import io.hallpulse.schemas.fact.IndicatorFact;
import io.hallpulse.schemas.fact.LedgerFact;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small registry: events are written as feeds write them, let in, folded and counted. */
final class Registry {
  static final String DISTRICT = "370213";

  final MarketReference reference = new MarketReference();
  final DistrictBook.Cells cells = DistrictBook.inMemory();
  final List<StartupCase> cases = new ArrayList<>();
  final Map<String, EntityHistory> histories = new HashMap<>();
  final Map<String, EntityFact> entities = new HashMap<>();
  final Map<Long, EntityRefusedFact> refused = new HashMap<>();
  private final RegistryCheck check = new RegistryCheck(reference);
  private final Set<Integer> touched = new HashSet<>();
  private long seq;
  long active;

  Registry() {
    rules("2026-01-01", 30, 30);
  }

  void rules(String marketStart, int growthMinBase, int atRisk) {
    var d = RuleSet.defaults(DISTRICT);
    var market =
        new RuleSet.Market(
            marketStart,
            growthMinBase,
            atRisk,
            "370200",
            List.of("startup"),
            new RuleSet.OfficeHours("09:00", "17:00"));
    reference.add(
        new RuleSet(
            DISTRICT,
            "test",
            d.counterWeights(),
            d.scopeWeights(),
            d.late(),
            d.absent(),
            d.bad(),
            d.handle(),
            d.waiting(),
            d.cards(),
            d.categories(),
            d.evidence(),
            d.rectification(),
            d.notice(),
            d.alarms(),
            market),
        0,
        ++seq);
  }

  /** A code that is valid: the number stands in its middle. */
  static String code(int number) {
    var body = "91370213%09d".formatted(number);
    return body + CreditCode.check(body);
  }

  /**
   * @param words name value name value …
   */
  static Map<String, Object> fields(
      String kind, @Nullable String uscc, String date, Object... words) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("source", "feed");
    fields.put("epoch", 1L);
    fields.put("time", date + "T00:00:00+08:00");
    fields.put("district", DISTRICT);
    fields.put("kind", kind);
    fields.put("effective_date", date);
    if (uscc != null) {
      fields.put("uscc", uscc);
    }
    for (int i = 0; i < words.length; i += 2) {
      fields.put((String) words[i], words[i + 1]);
    }
    return fields;
  }

  /** The event, with the next number; fails if it is not let in. */
  RegistryEvent event(String kind, @Nullable String uscc, String date, Object... words) {
    var fields = fields(kind, uscc, date, words);
    fields.putIfAbsent("seq", ++seq);
    var verdict = check.check(fields, null);
    if (verdict instanceof TurnedAway away) {
      throw new AssertionError(away.rejection().toString());
    }
    return ((LetIn) verdict).event();
  }

  void tell(String kind, @Nullable String uscc, String date, Object... words) {
    tell(event(kind, uscc, date, words));
  }

  void tell(RegistryEvent event) {
    var key = EntityFold.key(event);
    var step = EntityFold.step(histories.getOrDefault(key, EntityHistory.nothing(0)), event);
    if (step.isEmpty()) {
      return;
    }
    histories.put(key, step.get().history());
    step.get().entity().ifPresent(fact -> entities.put(fact.uscc(), fact));
    step.get().refused().forEach(fact -> refused.put(fact.seq(), fact));
    DistrictBook.apply(step.get().change(), cells, touched::add);
    active += step.get().change().active();
  }

  MarketCounts counts(String today) {
    return new MarketCounts(
        DISTRICT, cells, cases, reference, Long.MAX_VALUE / 2, LocalDate.parse(today));
  }

  /** All indicators as of a day, by "indicator part scope scope_id period_kind period". */
  Map<String, String> indicators(String today) {
    return indicators(today, "2000-01-01");
  }

  /** Only those of periods that end at or after a day. */
  Map<String, String> indicators(String today, String from) {
    return indicators(today, from, null);
  }

  /** Only those of one period, too. */
  Map<String, String> indicators(String today, String from, @Nullable String period) {
    var figures = new HashMap<String, String>();
    counts(today)
        .indicators(null, LocalDate.parse(from), 1)
        .rest(
            fact -> {
              if (period == null || period.equals(fact.periodKind() + " " + fact.period())) {
                put(figures, fact);
              }
            });
    return figures;
  }

  static void put(Map<String, String> figures, IndicatorFact fact) {
    var value = fact.value();
    if (figures.put(key(fact), value == null ? fact.reason() : plain(value)) != null) {
      throw new AssertionError("Told twice: " + fact);
    }
  }

  static String key(IndicatorFact fact) {
    return "%d %s %s %s %s %s"
        .formatted(
            fact.indicator(),
            fact.part(),
            fact.scope(),
            fact.scopeId(),
            fact.periodKind(),
            fact.period());
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }

  List<LedgerFact> ledger() {
    var rows = new ArrayList<LedgerFact>();
    touched.forEach(cell -> counts("2026-12-31").ledger(null, cell, 1, rows::add));
    return rows;
  }

  long stock(String subdistrict, String day) {
    return Long.parseLong(
        indicators(day).get("1 stock subdistrict %s day %s".formatted(subdistrict, day)));
  }
}
