package io.hallpulse.domain.market;

import static io.hallpulse.schemas.registry.RegistryKind.ENTITY_CHANGED;
import static io.hallpulse.schemas.registry.RegistryKind.ENTITY_MOVED_IN;
import static io.hallpulse.schemas.registry.RegistryKind.ENTITY_MOVED_OUT;
import static io.hallpulse.schemas.registry.RegistryKind.ENTITY_REGISTERED;
import static io.hallpulse.schemas.registry.RegistryKind.STOCK_REBASED;

import io.hallpulse.domain.market.Rejection.Reason;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a row of a feed in or turns it away, and derives from what it says, once and for good, what
 * is counted: type, section, capital, subdistrict. Rates and gazetteer are those recorded at or
 * before the event was.
 */
public final class RegistryCheck {
  private static final LocalDate EARLIEST = LocalDate.of(1949, 10, 1);
  private static final List<String> ALWAYS =
      List.of("source", "epoch", "seq", "time", "district", "kind", "effective_date");
  private static final List<String> REBASED =
      List.of("subdistrict", "section", "entity_type", "delta", "reason");
  private static final Set<RegistryKind> DESCRIBING =
      Set.of(ENTITY_REGISTERED, ENTITY_MOVED_IN, ENTITY_CHANGED);

  private final MarketReference reference;
  private final Map<String, LocalDays> days = new HashMap<>();

  public RegistryCheck(MarketReference reference) {
    this.reference = reference;
  }

  /** What came of a row. */
  public sealed interface Verdict {
    record LetIn(RegistryEvent event) implements Verdict {}

    record TurnedAway(Rejection rejection) implements Verdict {}
  }

  /** Carries a rejection out of the depth of reading; never leaves this class. */
  private static final class Unfit extends RuntimeException {
    private final transient Rejection rejection;

    Unfit(Reason reason, String field, String text) {
      super(text, null, false, false);
      this.rejection = new Rejection(reason, field, text);
    }
  }

  /**
   * @param fields as {@link io.hallpulse.schemas.registry.RegistryJson#fields} gives them
   * @param arrival when the row came, microseconds; null in a replay, where rows came when they
   *     happened
   */
  public Verdict check(Map<String, Object> fields, @Nullable Long arrival) {
    try {
      return new Verdict.LetIn(event(fields, arrival));
    } catch (Unfit e) {
      return new Verdict.TurnedAway(e.rejection);
    }
  }

  private RegistryEvent event(Map<String, Object> fields, @Nullable Long arrival) {
    var kind = kind(fields.get("kind"));
    ALWAYS.forEach(name -> require(fields, name));
    if (kind == STOCK_REBASED) {
      REBASED.forEach(name -> require(fields, name));
    } else {
      require(fields, "uscc");
    }
    var uscc = kind == STOCK_REBASED ? null : uscc(text(fields, "uscc"));
    var date = date(text(fields, "effective_date"));
    long time = instant("time", text(fields, "time"));
    long recorded =
        fields.containsKey("recorded")
            ? instant("recorded", text(fields, "recorded"))
            : arrival == null ? time : arrival;
    var district = text(fields, "district");
    var today = days.computeIfAbsent(district, reference::days).date(time);
    if (date.isAfter(today)) {
      throw new Unfit(
          Reason.FUTURE_DATE, "effective_date", "%s is after %s".formatted(date, today));
    }
    var event =
        RegistryEvent.newBuilder()
            .setSource(text(fields, "source"))
            .setEpoch(number(fields, "epoch"))
            .setSeq(number(fields, "seq"))
            .setTime(time)
            .setRecorded(recorded)
            .setDistrict(district)
            .setKind(kind)
            .setEffectiveDate((int) date.toEpochDay())
            .setUscc(uscc)
            .setReason(optional(fields, "reason"))
            .setUntil(optional(fields, "until"));
    if (kind == STOCK_REBASED) {
      rebase(fields, event);
    } else if (DESCRIBING.contains(kind)) {
      describe(fields, kind, uscc == null ? "" : uscc, date, recorded, event);
    }
    if (kind == ENTITY_MOVED_IN) {
      event.setFromDistrict(other(fields, "from_district", district));
      event.setSuspended(Boolean.TRUE.equals(fields.get("suspended")));
      event.setAbnormal(Boolean.TRUE.equals(fields.get("abnormal")));
    } else if (kind == ENTITY_MOVED_OUT) {
      event.setToDistrict(other(fields, "to_district", district));
    } else if (kind == ENTITY_REGISTERED) {
      event.setCaseId(optional(fields, "case_id"));
    }
    return event.build();
  }

  private static void rebase(Map<String, Object> fields, RegistryEvent.Builder event) {
    var type = text(fields, "entity_type");
    if (!Set.of("ENTERPRISE", "HOUSEHOLD", "COOPERATIVE").contains(type)) {
      throw new Unfit(Reason.UNKNOWN_TYPE, "entity_type", type);
    }
    var section = text(fields, "section");
    if (Industry.section(section).isEmpty()) {
      throw new Unfit(Reason.BAD_INDUSTRY, "section", section);
    }
    var subdistrict = text(fields, "subdistrict");
    var index = Subdistricts.named(subdistrict);
    if (index.isEmpty() && !subdistrict.equals(Subdistricts.UNASSIGNED)) {
      throw new Unfit(Reason.BAD_SUBDISTRICT, "subdistrict", subdistrict);
    }
    event
        .setEntityType(type)
        .setSection(section)
        .setSubdistrict(Subdistricts.name(index.orElse(Subdistricts.NONE)))
        .setDelta(number(fields, "delta"));
  }

  /** What is derived for an entry, and on a change for what its own fields touch. */
  private void describe(
      Map<String, Object> fields,
      RegistryKind kind,
      String uscc,
      LocalDate date,
      long recorded,
      RegistryEvent.Builder event) {
    var clear = clear(fields);
    boolean whole = kind != ENTITY_CHANGED;
    event
        .setName(optional(fields, "name"))
        .setTypeText(optional(fields, "type_text"))
        .setIndustryCode(optional(fields, "industry_code"))
        .setBusinessScope(optional(fields, "business_scope"))
        .setAddress(optional(fields, "address"))
        .setCapitalRaw(optional(fields, "capital_raw"))
        .setClear(whole || clear.isEmpty() ? null : clear);
    if (whole || touches(fields, clear, "type_text")) {
      var text = optional(fields, "type_text");
      var type = EntityType.of(text, uscc);
      if (type.isEmpty()) {
        throw new Unfit(
            Reason.UNKNOWN_TYPE, "type_text", "%s of %s".formatted(text == null ? "" : text, uscc));
      }
      event.setEntityType(type.get().name()).setTypeConflict(EntityType.isConflict(text, uscc));
    }
    if (whole || touches(fields, clear, "industry_code")) {
      var code = optional(fields, "industry_code");
      var industry = Industry.of(code);
      if (industry.isEmpty()) {
        throw new Unfit(Reason.BAD_INDUSTRY, "industry_code", String.valueOf(code));
      }
      event.setSection(industry.get().sectionName()).setDivision(industry.get().divisionText());
    }
    if (whole || touches(fields, clear, "subdistrict") || touches(fields, clear, "address")) {
      var found = subdistrict(fields, recorded);
      event.setSubdistrict(found.name()).setSubdistrictSource(found.source().name());
    }
    if (whole || touches(fields, clear, "capital_raw")) {
      var capital =
          Capital.of(
              optional(fields, "capital_raw"),
              currency -> reference.rate(currency, date, recorded));
      event.setCapitalStatus(capital.status().name()).setCapitalCents(capital.cents());
    }
  }

  private static boolean touches(Map<String, Object> fields, List<String> clear, String name) {
    return fields.containsKey(name) || clear.contains(name);
  }

  private Subdistricts.Found subdistrict(Map<String, Object> fields, long recorded) {
    var field = optional(fields, "subdistrict");
    if (field == null) {
      return Subdistricts.of(optional(fields, "address"), reference.gazetteer(recorded));
    }
    return new Subdistricts.Found(
        Subdistricts.named(field)
            .orElseThrow(() -> new Unfit(Reason.BAD_SUBDISTRICT, "subdistrict", field)),
        Subdistricts.Source.FIELD);
  }

  private static RegistryKind kind(@Nullable Object value) {
    if (value == null) {
      throw new Unfit(Reason.MISSING_FIELD, "kind", "kind is missing");
    }
    for (var kind : RegistryKind.values()) {
      if (kind != RegistryKind.UNKNOWN && kind.name().equals(value)) {
        return kind;
      }
    }
    throw new Unfit(Reason.UNKNOWN_KIND, "kind", value.toString());
  }

  private static void require(Map<String, Object> fields, String name) {
    var value = fields.get(name);
    if (value == null || value instanceof String text && text.isBlank()) {
      throw new Unfit(Reason.MISSING_FIELD, name, name + " is missing");
    }
  }

  private static String uscc(String written) {
    var code = CreditCode.normal(written);
    if (!CreditCode.isValid(code)) {
      throw new Unfit(Reason.BAD_USCC, "uscc", written);
    }
    if (!CreditCode.isMarketEntity(code)) {
      throw new Unfit(Reason.NOT_MARKET_ENTITY, "uscc", written);
    }
    return code;
  }

  private static LocalDate date(String written) {
    try {
      var date = LocalDate.parse(written.strip());
      if (!date.isBefore(EARLIEST) && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeException e) {
      // No date is turned away as a date too early is.
    }
    throw new Unfit(
        Reason.BAD_DATE,
        "effective_date",
        "%s is no date YYYY-MM-DD from %s on".formatted(written, EARLIEST));
  }

  private static long instant(String name, String written) {
    try {
      return EventJson.micros(OffsetDateTime.parse(written.strip()).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unfit(
          Reason.BAD_DATE, name, "%s is no ISO-8601 time with offset".formatted(written));
    }
  }

  private static @Nullable String other(Map<String, Object> fields, String name, String district) {
    var named = optional(fields, name);
    if (district.equals(named)) {
      throw new Unfit(Reason.SAME_DISTRICT, name, named + " is the district itself");
    }
    return named;
  }

  private static List<String> clear(Map<String, Object> fields) {
    return fields.get("clear") instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static long number(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(name + " is no number: " + fields.get(name));
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.get(name));
  }

  private static @Nullable String optional(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof String text ? text : null;
  }
}
