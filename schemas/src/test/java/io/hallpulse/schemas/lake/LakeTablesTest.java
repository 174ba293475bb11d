package io.hallpulse.schemas.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.Samples;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.event.RawEvent;
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
import io.hallpulse.schemas.lake.LakeTable.TableColumn;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LakeTablesTest {
  static List<LakeTable<?>> tables() {
    return LakeTables.all();
  }

  @Test
  void theTablesHaveTheirNamesOfTheContract() {
    assertThat(LakeTables.all())
        .extracting(LakeTable::fullName)
        .containsExactly(
            "hall.events",
            "hall.tickets",
            "hall.slot_losses",
            "hall.health_daily",
            "hall.queue_5m",
            "hall.ratings",
            "hall.notices",
            "hall.alerts",
            "hall.cases",
            "hall.refused",
            "hall.reference",
            "economy.entity_events",
            "economy.entities",
            "economy.ledger_daily",
            "economy.indicators",
            "economy.refused");
  }

  @Test
  void theTablesHaveTheColumnsOfTheContract() {
    assertThat(names(LakeTables.TICKETS))
        .containsSubsequence(
            words(
                "ticket_id hall_id queue_id unit_id item_code counter_id staff_id channel issued_at"
                    + " first_called_at started_at ended_at wait_seconds handling_seconds outcome"
                    + " rating_level local_date revision"));
    assertThat(names(LakeTables.SLOT_LOSSES))
        .containsSubsequence(
            words(
                "hall_id unit_id subdistrict local_date slot_start factor loss_millionths exposure"
                    + " unknown incidents revision reason"))
        .contains("counter_id", "queue_id");
    assertThat(names(LakeTables.HEALTH_DAILY))
        .containsSubsequence(
            words(
                "scope scope_id local_date shi interval_low interval_high coverage category"
                    + " low_evidence parts ruleset revision final"));
    assertThat(names(LakeTables.RATINGS))
        .containsSubsequence(
            words(
                "rating_id ticket_id hall_id counter_id unit_id item_code level reasons words channel"
                    + " active genuine flags given_at contact_due contacted_at close_due closed_at"
                    + " appeal_upheld_at state local_date revision"));
    assertThat(names(LakeTables.NOTICES))
        .containsSubsequence(
            words(
                "notice_id matter_id ticket_id hall_id counter_id staff_id item_code missing issued_at"
                    + " signed_at viewed_at within_deadline nth content_hash local_date revision"));
    assertThat(names(LakeTables.ALERTS))
        .containsExactly(
            words(
                "alarm_id rule scope scope_id district hall_id severity state since raised_at"
                    + " acknowledged_at acknowledged_by comment cleared_at suppressed_by"
                    + " suppressed_reason facts local_date revision"));
    assertThat(names(LakeTables.CASES))
        .containsSubsequence(
            words(
                "case_id hall_id unit_id item_code channel opened_at closed_at planned_end"
                    + " duration_seconds steps overdue first_ticket_at visits entity_id"))
        .endsWith("revision");
    assertThat(names(LakeTables.LEDGER_DAILY))
        .containsSubsequence(
            words(
                "subdistrict industry entity_type local_date registered moved_in cancelled revoked"
                    + " moved_out adjusted stock revision"));
    assertThat(names(LakeTables.INDICATORS))
        .containsSubsequence(
            words(
                "indicator part scope scope_id period_kind period value unit available reason as_of"
                    + " revision"));
    assertThat(names(LakeTables.ENTITY_EVENTS))
        .containsSubsequence(
            words("source epoch seq time recorded district kind effective_date uscc"))
        .contains("capital_cny", "capital_status", "section", "division", "entity_type", "delta")
        .contains("subdistrict", "subdistrict_source");
    assertThat(names(LakeTables.EVENTS))
        .containsSubsequence(
            words(
                "source epoch seq time recorded district hall_id kind ticket_id from until"
                    + " result entity_id last_seq kafka_partition kafka_offset kafka_index local_date"));
  }

  @Test
  void onlyWhatIsAlwaysThereIsRequired() {
    assertThat(required(LakeTables.EVENTS))
        .containsExactly(
            words(
                "source epoch seq time district hall_id kind"
                    + " kafka_partition kafka_offset kafka_index local_date"));
    assertThat(required(LakeTables.TICKETS))
        .containsExactly(
            words("ticket_id district hall_id queue_id issued_at local_date revision"));
    assertThat(required(LakeTables.CASES))
        .containsExactly(
            words(
                "case_id district hall_id opened_at duration_seconds steps visits"
                    + " local_date revision"));
    assertThat(required(LakeTables.REFUSED))
        .containsExactly(
            words(
                "source epoch seq district hall_id time kind reason resolved"
                    + " local_date revision"));
    assertThat(required(LakeTables.SLOT_LOSSES))
        .containsExactly(
            words(
                "district hall_id local_date slot_start factor loss_millionths exposure unknown"
                    + " incidents revision reason"));
    assertThat(required(LakeTables.REFERENCE))
        .containsExactly(words("type id effective_from recorded source value revision"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everythingIsDescribedInChineseAndEnglish(LakeTable<?> table) {
    assertThat(table.comment()).matches(".*\\p{IsHan}.* / .*[a-z].*");
    assertThat(table.columns())
        .allSatisfy(
            column ->
                assertThat(column.comment())
                    .as(table.fullName() + "." + column.name())
                    .matches(".*\\p{IsHan}.* / .*[a-z].*")
                    .doesNotContain("since 1970")
                    .doesNotContain("微秒"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void namesAreSnakeCaseAndUnique(LakeTable<?> table) {
    assertThat(names(table)).allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    assertThat(new HashSet<>(names(table))).hasSameSizeAs(names(table));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void identityAndPartitionAreRequiredColumns(LakeTable<?> table) {
    assertThat(table.identity()).isNotEmpty();
    if (table != LakeTables.SLOT_LOSSES) { // where one of counter and queue is null
      assertThat(required(table)).containsAll(table.identity());
    }
    if (table == LakeTables.REFERENCE) {
      assertThat(table.partition()).isEmpty();
    } else {
      assertThat(table.partitionColumn()).isEqualTo("local_date");
      assertThat(table.isByYear()).isEqualTo(table.namespace().equals("economy"));
      assertThat(required(table)).contains("local_date");
    }
  }

  @Test
  void theValuesOfAFactStandInTheOrderOfTheColumns() throws ReflectiveOperationException {
    assertOrder(LakeTables.TICKETS, TicketFact.class);
    assertOrder(LakeTables.CASES, CaseFact.class);
    assertOrder(LakeTables.SLOT_LOSSES, SlotLossFact.class);
    assertOrder(LakeTables.HEALTH_DAILY, HealthDailyFact.class);
    assertOrder(LakeTables.QUEUE_5M, QueueSlotFact.class);
    assertOrder(LakeTables.RATINGS, RatingFact.class);
    assertOrder(LakeTables.NOTICES, NoticeFact.class);
    assertOrder(LakeTables.REFUSED, RefusedFact.class);
    assertOrder(LakeTables.REFERENCE, ReferenceFact.class);
    assertOrder(LakeTables.ENTITIES, EntityFact.class);
    assertOrder(LakeTables.LEDGER_DAILY, LedgerFact.class);
    assertOrder(LakeTables.INDICATORS, IndicatorFact.class);
    assertOrder(LakeTables.ENTITIES_REFUSED, EntityRefusedFact.class);
  }

  @Test
  void theValuesOfARawEventStandInTheOrderOfTheColumns() {
    var event = Samples.event(EventKind.CASE_CLOSED, 7, false);
    var row = row(LakeTables.EVENTS, new RawEvent(event, 2, 99, 3, LocalDate.of(2026, 1, 2)));

    assertThat(row)
        .containsEntry("source", event.getSource())
        .containsEntry("seq", 7L)
        .containsEntry("time", event.getTime())
        .containsEntry("kind", "CASE_CLOSED")
        .containsEntry("planned_end", event.getPlannedEnd())
        .containsEntry("result", event.getCaseResult())
        .containsEntry("entity_id", event.getEntityId())
        .containsEntry("last_seq", null)
        .containsEntry("kafka_partition", 2)
        .containsEntry("kafka_offset", 99L)
        .containsEntry("kafka_index", 3)
        .containsEntry("local_date", LocalDate.of(2026, 1, 2))
        .hasSize(Event.getClassSchema().getFields().size() + 4);
  }

  @Test
  void timesAreInstantsAndListsAreLists() {
    var types = new HashMap<String, ColumnType>();
    LakeTables.EVENTS.columns().forEach(column -> types.put(column.name(), column.type()));

    assertThat(types)
        .containsEntry("time", ColumnType.INSTANT)
        .containsEntry("planned_end", ColumnType.INSTANT)
        .containsEntry("epoch", ColumnType.LONG)
        .containsEntry("level", ColumnType.INT)
        .containsEntry("present", ColumnType.BOOLEAN)
        .containsEntry("confidence", ColumnType.DOUBLE)
        .containsEntry("reasons", ColumnType.STRINGS)
        .containsEntry("kind", ColumnType.STRING)
        .containsEntry("local_date", ColumnType.DATE);
  }

  @Test
  void aRecordWithoutDescriptionIsNoTable() {
    assertThatThrownBy(() -> LakeTable.of(Undescribed.class)).hasMessageContaining("lacks @Facts");
    assertThatThrownBy(() -> LakeTable.of(HalfDescribed.class))
        .hasMessageContaining("revision")
        .hasMessageContaining("lacks @Column");
  }

  record Undescribed(long revision) {}

  @Facts(table = "hall.half", zh = "半", en = "half", identity = "revision")
  record HalfDescribed(long revision) {}

  private static <T extends Record> void assertOrder(LakeTable<T> table, Class<T> type)
      throws ReflectiveOperationException {
    var components = type.getRecordComponents();
    var arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = value(components[i], i);
    }
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    var fact = type.getDeclaredConstructor(types).newInstance(arguments);

    assertThat(table.values().apply(fact)).containsExactly(arguments);
    assertThat(names(table))
        .containsExactlyElementsOf(Arrays.stream(components).map(LakeTable::name).toList());
  }

  private static Object value(RecordComponent component, int i) {
    return switch (component.getType().getSimpleName()) {
      case "String" -> component.getName();
      case "int", "Integer" -> i;
      case "long", "Long" -> (long) i;
      case "double", "Double" -> (double) i;
      case "boolean", "Boolean" -> true;
      case "BigDecimal" -> BigDecimal.valueOf(i, 2);
      case "List" -> List.of("a", "b");
      case "Instant" -> Instant.ofEpochSecond(i);
      case "LocalDate" -> LocalDate.of(2026, 1, 1 + i % 28);
      default -> throw new IllegalStateException("No value for " + component);
    };
  }

  private static <T> Map<String, @Nullable Object> row(LakeTable<T> table, T fact) {
    var row = new HashMap<String, @Nullable Object>();
    var values = table.values().apply(fact);
    for (int i = 0; i < values.length; i++) {
      row.put(table.columns().get(i).name(), values[i]);
    }
    return row;
  }

  private static List<String> names(LakeTable<?> table) {
    return table.columns().stream().map(TableColumn::name).toList();
  }

  private static List<String> required(LakeTable<?> table) {
    return table.columns().stream().filter(TableColumn::required).map(TableColumn::name).toList();
  }

  private static String[] words(String text) {
    return text.split(" ");
  }
}
