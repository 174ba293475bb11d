package io.hallpulse.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.domain.market.CreditCode;
import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.domain.market.RegistryCheck.Verdict.LetIn;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.live.LiveCase;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Records as they lie in registry.events. */
final class Told {
  static final String DISTRICT = "370213";

  private static final String SECRET = "the loader's secret";
  private static final SigningKey LOADER = SigningKey.loader(SECRET);

  private final RegistryCheck check = new RegistryCheck(new MarketReference());
  private final AvroCodec<RegistryEvent> codec = AvroCodec.registry();
  private final List<KafkaRecord> records = new ArrayList<>();

  static String code(int number) {
    var body = "91370213%09d".formatted(number);
    return body + CreditCode.check(body);
  }

  /**
   * @param words name value name value …
   */
  Told tell(String kind, int entity, String date, Object... words) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("source", "feed");
    fields.put("epoch", 1L);
    fields.put("seq", records.size() + 1L);
    fields.put("time", date + "T00:00:00+08:00");
    fields.put("district", DISTRICT);
    fields.put("kind", kind);
    fields.put("effective_date", date);
    if (entity > 0) {
      fields.put("uscc", code(entity));
    }
    for (int i = 0; i < words.length; i += 2) {
      fields.put((String) words[i], words[i + 1]);
    }
    var event = ((LetIn) check.check(fields, null)).event();
    records.add(record(records.size(), EntityFold.key(event), codec.encode(event), LOADER));
    return this;
  }

  static KafkaRecord record(long offset, String key, byte[] value) {
    return record(offset, key, value, LOADER);
  }

  static KafkaRecord record(long offset, String key, byte[] value, SigningKey by) {
    byte[] signature;
    synchronized (Told.class) { // keys are for one thread
      signature = by.sign(Signature.NO_STORE, key.getBytes(UTF_8), value);
    }
    return new KafkaRecord(
        Topics.REGISTRY_EVENTS.name(), 0, offset, 0, key, value.clone(), signature);
  }

  static RegistryGate gate() {
    return new RegistryGate(SigningKey.loader(SECRET));
  }

  static KafkaRecord reference(ReferenceVersion version) {
    return new KafkaRecord(
        Topics.REFERENCE.name(),
        0,
        0,
        0,
        version.getType(),
        AvroCodec.references().encode(version));
  }

  /** A licence that was given on a day at 14:00, after a ticket of the same day at 9:30. */
  static KafkaRecord closed(String caseId, LocalDate day) {
    var told =
        LiveCase.newBuilder()
            .setCaseId(caseId)
            .setDistrict(DISTRICT)
            .setItemCode("startup")
            .setClosedAt(micros(day + "T14:00:00+08:00"))
            .setCaseResult("ISSUED")
            .setFirstTicketAt(micros(day + "T09:30:00+08:00"))
            .setVisits(1)
            .setVersion(1)
            .build();
    return new KafkaRecord(
        Topics.LIVE_CASES.name(), 0, 0, 0, caseId, AvroCodec.liveCases().encode(told));
  }

  private static long micros(String time) {
    return EventJson.micros(OffsetDateTime.parse(time).toInstant());
  }

  List<KafkaRecord> records() {
    return records;
  }

  /**
   * Market.md's first example, its late event last; the job counts as of now, so it is moved.
   *
   * @param first a first day of a month, three months ago or more
   */
  static Told firstExample(LocalDate first) {
    var february = first.plusMonths(1);
    var march = first.plusMonths(2);
    return new Told()
        .tell(
            "STOCK_REBASED",
            0,
            on(first, 1),
            "subdistrict",
            "李村",
            "section",
            "F",
            "entity_type",
            "ENTERPRISE",
            "delta",
            100L,
            "reason",
            "opening")
        .tell(
            "ENTITY_REGISTERED",
            1,
            on(first, 10),
            "subdistrict",
            "李村",
            "industry_code",
            "F",
            "case_id",
            "c-1")
        .tell("ENTITY_REGISTERED", 2, on(first, 20), "subdistrict", "李村", "industry_code", "F")
        .tell("ENTITY_CHANGED", 1, on(february, 5), "subdistrict", "沧口")
        .tell("ENTITY_REVOKED", 2, on(february, 10))
        .tell("ENTITY_CANCELLED", 2, on(march, 2))
        .tell("ENTITY_MOVED_IN", 3, on(march, 5), "subdistrict", "沧口", "industry_code", "F")
        .tell("ENTITY_CANCELLED", 1, on(february, 20), "time", on(march, 20) + "T09:00:00+08:00");
  }

  static String on(LocalDate month, int day) {
    return month.withDayOfMonth(day).toString();
  }
}
