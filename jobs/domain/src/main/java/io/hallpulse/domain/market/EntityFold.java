package io.hallpulse.domain.market;

import io.hallpulse.domain.market.EntityStory.NewEntity;
import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.EntityFact;
import io.hallpulse.schemas.fact.EntityRefusedFact;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes an event into an entity's history and says what it changes. */
public final class EntityFold {
  private static final long[] NOBODY = {};

  private EntityFold() {}

  /** Where an event belongs: the entity in its district, or the cell whose stock was re-based. */
  public static String key(RegistryEvent event) {
    return event.getKind() == RegistryKind.STOCK_REBASED
        ? "%s/%s/%s/%s"
            .formatted(
                event.getDistrict(),
                event.getSubdistrict(),
                event.getSection(),
                event.getEntityType())
        : event.getDistrict() + "/" + event.getUscc();
  }

  /**
   * What an event changes.
   *
   * @param change nothing for the book if all its arrays are empty
   * @param entity the entity's new row; empty where the stock was re-based
   * @param refused events that are refused now and were not, and the other way round
   */
  public record Step(
      EntityHistory history,
      BookChange change,
      Optional<EntityFact> entity,
      List<EntityRefusedFact> refused) {
    public Step {
      refused = List.copyOf(refused);
    }
  }

  /** Empty if the event is in the history already. */
  public static Optional<Step> step(EntityHistory history, RegistryEvent event) {
    var before = read(history);
    var said = Said.of(event);
    for (var known : before) {
      if (known.isSameEvent(said)) {
        return Optional.empty();
      }
    }
    var after = new ArrayList<>(before);
    int place = place(before, said);
    after.add(place, said);
    var told = EntityStory.of(before);
    var tells = EntityStory.of(after);
    long revision = history.revision() + 1;
    var refused = new ArrayList<EntityRefusedFact>();
    for (int i = 0; i < after.size(); i++) {
      var was = i == place ? null : told.verdict(i < place ? i : i - 1);
      var is = tells.verdict(i);
      if (is != null && !is.equals(was)) {
        refused.add(refused(event, after.get(i), is, false, revision));
      } else if (is == null && was != null) {
        refused.add(refused(event, after.get(i), was, true, revision));
      }
    }
    boolean isEntity = event.getKind() != RegistryKind.STOCK_REBASED;
    return Optional.of(
        new Step(
            new EntityHistory(pack(after), after.size(), revision),
            change(event, told, tells),
            isEntity ? Optional.of(fact(event, after, tells, revision)) : Optional.empty(),
            refused));
  }

  private static int place(List<Said> events, Said said) {
    int place = events.size();
    while (place > 0 && Said.ORDER.compare(events.get(place - 1), said) > 0) {
      place--;
    }
    return place;
  }

  private static BookChange change(RegistryEvent event, EntityStory told, EntityStory tells) {
    var before = numbers(told.registered());
    var after = numbers(tells.registered());
    var caseBefore = told.caseId() == null ? "" : told.caseId();
    var caseAfter = tells.caseId() == null ? "" : tells.caseId();
    boolean same = Arrays.equals(before, after) && caseBefore.equals(caseAfter);
    return new BookChange(
        event.getDistrict(),
        event.getRecorded(),
        (tells.isActive() ? 1 : 0) - (told.isActive() ? 1 : 0),
        tells.sums().minus(told.sums()),
        same ? NOBODY : before,
        same ? NOBODY : after,
        same ? "" : caseBefore,
        same ? "" : caseAfter,
        null);
  }

  private static long[] numbers(@Nullable NewEntity entity) {
    return entity == null ? NOBODY : entity.numbers();
  }

  private static EntityFact fact(
      RegistryEvent event, List<Said> events, EntityStory story, long revision) {
    var capital = story.capital();
    var entry = story.firstEntry();
    long recorded = events.stream().mapToLong(Said::recorded).max().orElse(event.getRecorded());
    return new EntityFact(
        event.getUscc() == null ? "" : event.getUscc(),
        event.getDistrict(),
        story.name(),
        story.state().told(),
        story.isSuspended(),
        story.isAbnormal(),
        Subdistricts.name(story.subdistrict()),
        story.industry().sectionName(),
        story.industry().divisionText(),
        story.type().name(),
        capital.cents() == null ? null : BigDecimal.valueOf(capital.cents(), 2),
        capital.status().name(),
        entry == null ? null : entry.kind().name(),
        entry == null ? null : LocalDate.ofEpochDay(entry.day()),
        story.exited().map(LocalDate::ofEpochDay).orElse(null),
        story.caseId(),
        EventJson.instant(recorded),
        LocalDate.ofEpochDay(events.get(0).day()),
        revision);
  }

  private static EntityRefusedFact refused(
      RegistryEvent of, Said event, String reason, boolean resolved, long revision) {
    return new EntityRefusedFact(
        event.source(),
        event.epoch(),
        event.seq(),
        of.getDistrict(),
        of.getUscc() == null ? "" : of.getUscc(),
        EventJson.instant(event.time()),
        event.kind().name(),
        reason,
        resolved,
        LocalDate.ofEpochDay(event.day()),
        revision);
  }

  private static List<Said> read(EntityHistory history) {
    var events = new ArrayList<Said>(history.events());
    var in = new PackedReader(history.packed());
    while (in.hasMore()) {
      events.add(Said.read(in));
    }
    return events;
  }

  private static byte[] pack(List<Said> events) {
    var out = new PackedWriter();
    events.forEach(event -> event.write(out));
    return out.bytes();
  }
}
