package io.hallpulse.schemas;

import java.util.List;

/** The topics of the platform, in the order of the stream. */
public final class Topics {
  /** {@link io.hallpulse.schemas.event.EventBatch}, keyed by hall. */
  public static final Topic HALL_EVENTS = new Topic("hall.events", 4, false);

  /**
   * {@link io.hallpulse.schemas.reference.ReferenceVersion}, keyed type/id/effective_from/version.
   */
  public static final Topic REFERENCE = new Topic("ref.data", 1, true);

  /** {@link io.hallpulse.schemas.grant.SourceGrant}, keyed source/version. */
  public static final Topic DEVICES = new Topic("ref.devices", 1, true);

  /** Avro schemas as JSON, keyed by fingerprint, for readers older than a writer. */
  public static final Topic WRITER_SCHEMAS = new Topic("ref.schemas", 1, true);

  /** {@link io.hallpulse.schemas.event.DeadLetter}, keyed topic/partition/offset/index. */
  public static final Topic DEAD_LETTERS = new Topic("hall.dead-letters", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveHall}, keyed by hall. */
  public static final Topic LIVE_HALLS = new Topic("live.halls", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveQueue}, keyed by queue. */
  public static final Topic LIVE_QUEUES = new Topic("live.queues", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveCounter}, keyed by counter. */
  public static final Topic LIVE_COUNTERS = new Topic("live.counters", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveHealth}, keyed scope/scope_id. */
  public static final Topic LIVE_HEALTH = new Topic("live.health", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveAlert}, keyed rule/scope/scope_id. */
  public static final Topic LIVE_ALERTS = new Topic("live.alerts", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveTicket}, keyed by ticket; deleted when it is over. */
  public static final Topic LIVE_TICKETS = new Topic("live.tickets", 1, true);

  /** {@link io.hallpulse.schemas.live.LiveCase}, keyed by case: those that were closed. */
  public static final Topic LIVE_CASES = new Topic("live.cases", 1, true);

  /** {@link io.hallpulse.schemas.registry.RegistryEvent}, keyed by entity. */
  public static final Topic REGISTRY_EVENTS = new Topic("registry.events", 4, false);

  /** {@link io.hallpulse.schemas.live.LiveEconomy}, keyed district/scope/scope_id. */
  public static final Topic LIVE_ECONOMY = new Topic("live.economy", 1, true);

  /**
   * {@link io.hallpulse.schemas.live.LiveCell}, keyed district/subdistrict/industry/entity_type.
   */
  public static final Topic LIVE_CELLS = new Topic("live.cells", 1, true);

  private Topics() {}

  public static List<Topic> all() {
    return List.of(
        HALL_EVENTS,
        REFERENCE,
        DEVICES,
        WRITER_SCHEMAS,
        DEAD_LETTERS,
        LIVE_HALLS,
        LIVE_QUEUES,
        LIVE_COUNTERS,
        LIVE_HEALTH,
        LIVE_ALERTS,
        LIVE_TICKETS,
        LIVE_CASES,
        REGISTRY_EVENTS,
        LIVE_ECONOMY,
        LIVE_CELLS);
  }
}
