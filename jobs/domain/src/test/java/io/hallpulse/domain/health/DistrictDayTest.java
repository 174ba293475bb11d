package io.hallpulse.domain.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.fact.HealthParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistrictDayTest {
  private final Reference reference = new Reference();

  /** Ten calls of which some waited too long; eight were to be expected to lose 0.08 each. */
  private static HallTotals hall(
      String id, @Nullable String subdistrict, int waited, Scored... counters) {
    var wait = new Loss(waited * 1_000_000L, 10, 0, waited);
    var readings =
        new Readings(Loss.NONE, new Loss(0, 100, 0, 0), new Loss(0, 10, 0, 0), Loss.NONE, wait);
    return new HallTotals(
        Source.DISTRICT,
        subdistrict,
        id,
        Times.MONDAY.toEpochDay(),
        readings,
        new Expected(10 * 0.001, 0, 10 * 0.08),
        new Cards(1, 0, 0),
        List.of(counters),
        true,
        "FINAL",
        false);
  }

  @Test
  void aHallWithNothingButCardsCountsAboveAndMakesNoRowByItself() {
    var red = new Cards(0, 0, 1);
    var closed =
        new HallTotals(
            Source.DISTRICT,
            "sd2",
            "h9",
            Times.MONDAY.toEpochDay(),
            Readings.NONE,
            Expected.NOTHING,
            red,
            List.of(),
            true,
            "RATING_TAMPERED",
            true);

    var scores = DistrictDay.scores(List.of(hall("h1", "sd1", 0), closed), reference);

    assertThat(scores)
        .extracting(score -> score.scope().key())
        .containsExactly("district/370213", "subdistrict/sd1");
    assertThat(scores.get(0).cards()).isEqualTo(new Cards(1, 0, 1));
    assertThat(scores.get(1).cards()).isEqualTo(new Cards(1, 0, 0));
  }

  @Test
  void losesWhatItsHallsLoseAndIsScoredAnew() {
    var scores =
        DistrictDay.scores(
            List.of(hall("h2", "sd1", 4), hall("h1", null, 0), hall("h3", "sd1", 2)), reference);

    assertThat(scores)
        .extracting(score -> score.scope().key())
        .containsExactly("district/370213", "subdistrict/sd1");
    var district = scores.get(0).fact(1, true, "FINAL");
    // (6 + 10 * 0.08) / 40 = 0.17, (0.17 - 0.1) / 0.5 = 0.14, of 25 / 75; three warnings: 3 points.
    assertThat(district.shi()).isCloseTo(100 - 100 * 0.14 / 3 - 3, within(1e-9));
    var subdistrict = scores.get(1).fact(1, true, "FINAL");
    // (6 + 0.8) / 30 = 0.22667, 0.25333; two warnings cost nothing.
    assertThat(subdistrict.shi()).isCloseTo(100 - 100 * (6.8 / 30 - 0.1) / 0.5 / 3, within(1e-9));
    assertThat(subdistrict.hallId()).isNull();
  }

  @Test
  void namesItsTenthPercentileAndItsWorstThree() {
    var counters = new ArrayList<Scored>();
    for (int i = 1; i <= 21; i++) {
      counters.add(new Scored("c" + i, 50 + i));
    }
    var parts =
        HealthParts.read(
            DistrictDay.scores(
                    List.of(hall("h1", "sd1", 0, counters.toArray(Scored[]::new))), reference)
                .get(0)
                .fact(1, true, "FINAL")
                .parts());

    assertThat(parts.p10()).isEqualTo(53); // the third of 21
    assertThat(parts.worst())
        .extracting(worst -> worst.counterId())
        .containsExactly("c1", "c2", "c3");
    assertThat(parts.warnings()).isEqualTo(1);
  }

  @Test
  void anyOrderOfItsHallsGivesTheSameBits() {
    var random = new Random(1);
    var halls = new ArrayList<HallTotals>();
    for (int i = 0; i < 12; i++) {
      var hall = hall("h" + i, "sd" + i % 3, i % 5);
      var expected = new Expected(random.nextDouble() / 10, 0, random.nextDouble());
      halls.add(
          new HallTotals(
              hall.district(),
              hall.subdistrict(),
              hall.hallId(),
              hall.day(),
              hall.readings(),
              expected,
              hall.cards(),
              hall.counters(),
              true,
              "FINAL",
              false));
    }
    var facts =
        DistrictDay.scores(halls, reference).stream().map(s -> s.fact(1, true, "")).toList();
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(halls, random);
      assertThat(DistrictDay.scores(halls, reference).stream().map(s -> s.fact(1, true, "")))
          .containsExactlyElementsOf(facts);
    }
  }
}
