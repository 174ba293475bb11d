package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.event.JsonLine.OfReference;
import io.hallpulse.schemas.reference.Contact;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.News;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RestrictedArea;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServicePoint;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoDistrictTest {
  private static final DemoDistrict DISTRICT = DemoDistrict.licang();

  @Test
  void itHasAMainHallAndElevenCentres() {
    assertThat(DISTRICT.halls()).hasSize(12);
    assertThat(DISTRICT.halls().get(0).desks()).hasSize(60);
    assertThat(DISTRICT.halls().get(0).lines()).hasSize(21);
    assertThat(DISTRICT.halls().subList(1, 12))
        .allSatisfy(
            hall -> {
              assertThat(hall.desks()).hasSize(4);
              assertThat(hall.lines()).hasSizeBetween(2, 3);
              assertThat(hall.subdistrict()).startsWith("370213");
            });
    assertThat(DISTRICT.unitNames()).hasSize(21);
  }

  @Test
  void itsReferenceDataAreReadableAndUnique() {
    var data = data(DISTRICT.reference());

    var ids = new HashSet<String>();
    assertThat(data).allSatisfy(datum -> assertThat(ids.add(datum.type() + datum.id())).isTrue());
    var queues =
        data.stream().filter(datum -> datum.type() == ReferenceType.QUEUE).map(Datum::id).toList();
    assertThat(data)
        .filteredOn(ServiceCounter.class::isInstance)
        .hasSize(60 + 44)
        .allSatisfy(
            counter -> assertThat(queues).containsAll(((ServiceCounter) counter).queueIds()));
    assertThat(DISTRICT.reference()).isEqualTo(DemoDistrict.licang().reference());
  }

  @Test
  void everyHallIsOnTheServiceMapAndEveryUnitHasAPhone() {
    var data = data(DISTRICT.reference());

    assertThat(data)
        .filteredOn(ServicePoint.class::isInstance)
        .extracting(datum -> ((ServicePoint) datum).hallId())
        .containsAll(DISTRICT.hallIds());
    assertThat(data)
        .filteredOn(Contact.class::isInstance)
        .extracting(datum -> ((Contact) datum).unitId())
        .containsAll(DISTRICT.unitNames().keySet());
    assertThat(data).filteredOn(RestrictedArea.class::isInstance).isNotEmpty();
    assertThat(data).filteredOn(News.class::isInstance).isNotEmpty();
  }

  @Test
  void rostersNameCountersAndClerksOfTheDistrict() {
    var known = new HashSet<String>();
    data(DISTRICT.reference()).forEach(datum -> known.add(datum.id()));

    var rosters = data(DISTRICT.rosters(LocalDate.parse("2026-11-23")));

    assertThat(rosters)
        .hasSizeGreaterThan(190)
        .allSatisfy(
            datum -> {
              var roster = (Roster) datum;
              assertThat(known).contains(roster.counterId(), roster.staffId());
              assertThat(roster.localDate()).isEqualTo("2026-11-23");
            });
  }

  @Test
  void itsCalendarKnowsDaysOffAndMakeUpDays() {
    var days = DISTRICT.workingDays();

    assertThat(days.contains(LocalDate.parse("2026-10-10"))).as("make-up Saturday").isTrue();
    assertThat(days.contains(LocalDate.parse("2026-10-05"))).as("National Day week").isFalse();
    assertThat(days.before(LocalDate.parse("2026-10-12"), 3))
        .containsExactly(
            LocalDate.parse("2026-10-08"),
            LocalDate.parse("2026-10-09"),
            LocalDate.parse("2026-10-10"));
    assertThat(days.after(LocalDate.parse("2026-09-30"), 1))
        .isEqualTo(LocalDate.parse("2026-10-08"));
  }

  @Test
  void anUnknownHallIsNamed() {
    assertThat(DISTRICT.withHalls(List.of("h370213-06")).halls()).hasSize(1);
    assertThatThrownBy(() -> DISTRICT.withHalls(List.of("h1"))).hasMessageContaining("[h1]");
  }

  private static List<Datum> data(List<String> lines) {
    return lines.stream().map(DemoDistrictTest::datum).toList();
  }

  private static Datum datum(String line) {
    var read = ((Parsed.Accepted<JsonLine>) EventJson.read(line)).value();
    var reference = (OfReference) read;
    var type = ReferenceType.of(reference.type()).orElseThrow();
    return ((Parsed.Accepted<Datum>) type.read(reference.value())).value();
  }
}
