package io.hallpulse.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFieldsTest {
  /** The contract with everybody who writes events, as architecture.md has it. */
  private static final String CONTRACT =
      """
      TICKET_ISSUED: ticket_id ticket_no queue_id item_code unit_id channel priority appointment_time preferred_staff_id visitor_token case_id
      TICKET_CALLED: ticket_id counter_id staff_id attempt
      TICKET_NO_SHOW: ticket_id counter_id
      TICKET_TRANSFERRED: ticket_id to_queue_id reason
      TICKET_HELD TICKET_RESUMED: ticket_id counter_id
      TICKET_CANCELLED: ticket_id cancelled_by
      SERVICE_STARTED: ticket_id counter_id staff_id item_code
      SERVICE_ENDED: ticket_id counter_id staff_id item_code outcome
      STAFF_SIGNED_IN STAFF_SIGNED_OUT: staff_id counter_id
      PAUSE_APPROVED: counter_id staff_id from until cover_staff_id
      COUNTER_OPENED COUNTER_PAUSED COUNTER_CLOSED: counter_id reason
      POST_OBSERVED: counter_id present confidence people camera_id
      QUEUE_OBSERVED: area_id people camera_id
      RATING_SUBMITTED: ticket_id counter_id staff_id level reasons words channel active device_staff_id
      RATING_APPEAL_UPHELD RECTIFICATION_CONTACTED RECTIFICATION_CLOSED: ticket_id
      NOTICE_ISSUED NOTICE_SIGNED: notice_id matter_id ticket_id counter_id staff_id item_code missing content_hash
      NOTICE_VIEWED: notice_id matter_id ticket_id counter_id staff_id item_code missing
      CASE_OPENED CASE_STEP CASE_CLOSED: case_id item_code unit_id staff_id channel step planned_end result entity_id
      DEVICE_FAULT: device_id code detail
      RATING_TAMPERED: ticket_id decided_by
      ALARM_ACKNOWLEDGED: alarm_id decided_by comment
      HEARTBEAT: spool_depth clock_offset_ms last_seq
      """;

  @Test
  void everyKindHasTheFieldsOfTheContract() {
    var contract = new LinkedHashMap<String, Set<String>>();
    for (var line : CONTRACT.lines().toList()) {
      var parts = line.split(": ");
      for (var kind : parts[0].split(" ")) {
        contract.put(kind, Set.of(parts[1].split(" ")));
      }
    }
    var allowed = new LinkedHashMap<String, Set<String>>();
    for (var kind : EventKind.values()) {
      if (kind != EventKind.UNKNOWN) {
        allowed.put(kind.name(), EventFields.allowed(kind));
      }
    }

    assertThat(allowed).containsExactlyInAnyOrderEntriesOf(contract);
  }

  @Test
  void everyFieldOfTheSchemaBelongsToTheEnvelopeOrAKindAndNoOther() {
    var used = new LinkedHashSet<>(EventFields.ENVELOPE);
    for (var kind : EventKind.values()) {
      used.addAll(EventFields.allowed(kind));
    }

    assertThat(Event.getClassSchema().getFields().stream().map(EventFields::publicName))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void namesTheRequiredFieldThatIsMissing() {
    var event = new Event();
    event.put("kind", EventKind.TICKET_CALLED);
    event.put("ticket_id", "t1");

    assertThat(EventFields.missing(event)).hasValue("TICKET_CALLED lacks counter_id");

    event.put("counter_id", "c1");
    assertThat(EventFields.missing(event)).isEmpty();
  }

  @Test
  void whatIsRequiredIsAllowed() {
    for (var kind : EventKind.values()) {
      assertThat(EventFields.allowed(kind)).containsAll(EventFields.required(kind));
    }
  }
}
