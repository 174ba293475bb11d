package io.hallpulse.schemas.lake;

import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.CaseFact;
import io.hallpulse.schemas.fact.EntityFact;
import io.hallpulse.schemas.fact.EntityRefusedFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.IndicatorFact;
import io.hallpulse.schemas.fact.LedgerFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.ReferenceFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.registry.StoredRegistryEvent;
import java.util.List;
import java.util.stream.Stream;

/** The tables of the lake. */
public final class LakeTables {
  public static final LakeTable<RawEvent> EVENTS = RawEvent.table();
  public static final LakeTable<TicketFact> TICKETS = LakeTable.of(TicketFact.class);
  public static final LakeTable<SlotLossFact> SLOT_LOSSES = LakeTable.of(SlotLossFact.class);
  public static final LakeTable<HealthDailyFact> HEALTH_DAILY = LakeTable.of(HealthDailyFact.class);
  public static final LakeTable<QueueSlotFact> QUEUE_5M = LakeTable.of(QueueSlotFact.class);
  public static final LakeTable<RatingFact> RATINGS = LakeTable.of(RatingFact.class);
  public static final LakeTable<NoticeFact> NOTICES = LakeTable.of(NoticeFact.class);
  public static final LakeTable<AlertFact> ALERTS = LakeTable.of(AlertFact.class);
  public static final LakeTable<CaseFact> CASES = LakeTable.of(CaseFact.class);
  public static final LakeTable<RefusedFact> REFUSED = LakeTable.of(RefusedFact.class);
  public static final LakeTable<ReferenceFact> REFERENCE = LakeTable.of(ReferenceFact.class);

  public static final LakeTable<StoredRegistryEvent> ENTITY_EVENTS = StoredRegistryEvent.table();
  public static final LakeTable<EntityFact> ENTITIES = LakeTable.of(EntityFact.class);
  public static final LakeTable<LedgerFact> LEDGER_DAILY = LakeTable.of(LedgerFact.class);
  public static final LakeTable<IndicatorFact> INDICATORS = LakeTable.of(IndicatorFact.class);
  public static final LakeTable<EntityRefusedFact> ENTITIES_REFUSED =
      LakeTable.of(EntityRefusedFact.class);

  private LakeTables() {}

  public static List<LakeTable<?>> all() {
    return Stream.concat(hall().stream(), economy().stream()).toList();
  }

  /** What the hall job writes. */
  public static List<LakeTable<?>> hall() {
    return List.of(
        EVENTS,
        TICKETS,
        SLOT_LOSSES,
        HEALTH_DAILY,
        QUEUE_5M,
        RATINGS,
        NOTICES,
        ALERTS,
        CASES,
        REFUSED,
        REFERENCE);
  }

  /** What the market job writes. */
  public static List<LakeTable<?>> economy() {
    return List.of(ENTITY_EVENTS, ENTITIES, LEDGER_DAILY, INDICATORS, ENTITIES_REFUSED);
  }
}
