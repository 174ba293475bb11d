package io.hallpulse.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistryRunTest {
  private static final String UNTIL = "2026-03-31";
  private static final double SHARE = 0.02;
  private static List<RegistryEvent> whole = List.of();

  @BeforeAll
  static void tellThePast() throws InterruptedException {
    whole = past(0);
  }

  @Test
  void thePublicFiguresComeOut() throws Exception {
    int lastDay = (int) LocalDate.of(2024, 12, 31).toEpochDay();
    int firstDay = (int) LocalDate.of(2024, 1, 1).toEpochDay();

    long stock =
        whole.stream()
            .filter(event -> event.getEffectiveDate() <= lastDay)
            .mapToLong(RegistryRunTest::moves)
            .sum();
    assertThat(stock).isBetween(Math.round(170_400 * SHARE) - 20, Math.round(170_400 * SHARE) + 20);
    assertThat(whole)
        .filteredOn(event -> event.getKind() == RegistryKind.ENTITY_REGISTERED)
        .filteredOn(event -> event.getEffectiveDate() >= firstDay)
        .filteredOn(event -> event.getEffectiveDate() <= lastDay)
        .hasSize((int) (Math.round(8_819 * SHARE) + Math.round(14_722 * SHARE)));
  }

  /** What an event does to the stock; revoked ones that are cancelled were counted before. */
  private static long moves(RegistryEvent event) {
    return switch (event.getKind()) {
      case ENTITY_REGISTERED, ENTITY_MOVED_IN, ENTITY_RESTORED -> 1;
      case ENTITY_CANCELLED -> "struck off".equals(event.getReason()) ? 0 : -1;
      case ENTITY_REVOKED, ENTITY_MOVED_OUT -> -1;
      default -> 0;
    };
  }

  @Test
  void theSameSeedTellsTheSameAndGoesOnWhereItEnded() throws Exception {
    var rest = past(whole.size() - 1_000);
    assertThat(rest).hasSize(1_000);
    assertThat(digest(rest)).isEqualTo(digest(whole.subList(whole.size() - 1_000, whole.size())));
    assertThat(whole).extracting(RegistryEvent::getSeq).doesNotHaveDuplicates();
  }

  @Test
  void licencesOfTheHallsAreRegistered() throws Exception {
    assertThat(whole)
        .filteredOn(event -> event.getCaseId() != null)
        .hasSizeGreaterThan(20)
        .allMatch(event -> event.getKind() == RegistryKind.ENTITY_REGISTERED);
  }

  @Test
  void afterThePastAFewChangesAMinuteAreTold() throws Exception {
    var state = new RegistryState(1, SHARE, UNTIL, 0);
    var midnight = Instant.parse("2026-03-31T16:00:00Z");
    var events = new ArrayList<RegistryEvent>();
    var run = new RegistryRun[1];
    // The clock stands still at ten past midnight: when all until then is told, it ends.
    InstantSource clock = () -> midnight.plusSeconds(600);
    run[0] =
        new RegistryRun(
            DemoDistrict.licang(),
            state,
            0,
            3,
            events::add,
            sent -> {
              boolean isLive =
                  events.get(events.size() - 1).getEffectiveDate()
                      > LocalDate.parse(UNTIL).toEpochDay();
              if (isLive) {
                run[0].stop();
              }
            });
    run[0].run(clock, true);

    assertThat(events)
        .filteredOn(event -> event.getEffectiveDate() > LocalDate.parse(UNTIL).toEpochDay())
        .hasSizeBetween(5, 60);
  }

  private static List<RegistryEvent> past(long sent) throws InterruptedException {
    var events = new ArrayList<RegistryEvent>();
    new RegistryRun(
            DemoDistrict.licang(),
            new RegistryState(1, SHARE, UNTIL, sent),
            0,
            3,
            events::add,
            any -> {})
        .run(InstantSource.fixed(Instant.EPOCH), false);
    return events;
  }

  private static String digest(List<RegistryEvent> events) throws Exception {
    var sha = MessageDigest.getInstance("SHA-256");
    var codec = AvroCodec.registry();
    events.forEach(event -> sha.update(codec.encode(event)));
    return HexFormat.of().formatHex(sha.digest());
  }
}
