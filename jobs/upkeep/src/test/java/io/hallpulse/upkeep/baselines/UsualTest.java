package io.hallpulse.upkeep.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is usual, from random rows in a real lake, beside the same counted plainly. */
class UsualTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  @TempDir private static Path folder;
  private static TestLake lake;

  @BeforeAll
  static void start() throws IOException {
    lake = new TestLake(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    lake.close();
  }

  @Test
  void ratesAreThoseOfTheWorkingDaysNewestRevisions() {
    var random = new Random(11);
    var table = lake.create(LakeTables.SLOT_LOSSES);
    var holiday = TODAY.minusDays(5);
    var makeUp = LocalDate.of(2026, 3, 28); // a Saturday
    var calendar =
        new WorkingDays(
            List.of(
                new CalendarDay(holiday.toString(), false),
                new CalendarDay(makeUp.toString(), true)));
    var counted = new TreeSet<LocalDate>();
    for (var day = TODAY.minusDays(1); counted.size() < 20; day = day.minusDays(1)) {
      if (day.equals(makeUp) || day.getDayOfWeek().getValue() < 6 && !day.equals(holiday)) {
        counted.add(day);
      }
    }
    var expected = new TreeMap<String, long[]>();
    for (var day = TODAY.minusDays(40); !day.isAfter(TODAY); day = day.plusDays(1)) {
      var rows = new ArrayList<Record>();
      for (int i = 0; i < 60; i++) {
        var hall = "h" + random.nextInt(2);
        int slot = random.nextInt(4);
        var factor = List.of("bad", "handle", "wait", "late").get(random.nextInt(4));
        var counter = "%s-c%d".formatted(hall, i);
        int revisions = 1 + random.nextInt(3);
        long lost = 0;
        long of = 0;
        for (int revision = revisions; revision > 0; revision--) { // the newest first
          long exposure = random.nextInt(5);
          long loss = random.nextInt(1_000_001) * exposure;
          if (revision == revisions) {
            lost = loss;
            of = exposure;
          }
          var at = day.atTime(9, 0).plusMinutes(30L * slot).atZone(ZONE).toOffsetDateTime();
          rows.add(loss(table, day, hall, counter, at, factor, loss, exposure, revision));
        }
        if (counted.contains(day) && !factor.equals("late")) {
          var key =
              Baseline.slotId(
                  hall,
                  day.getDayOfWeek().getValue(),
                  LocalTime.of(9, 0).plusMinutes(30L * slot).toString(),
                  factor);
          var sum = expected.computeIfAbsent(key, first -> new long[2]);
          sum[0] += lost;
          sum[1] += of;
        }
      }
      Collections.shuffle(rows, random);
      commit(table, rows.subList(0, 50));
      commit(table, rows.subList(50, rows.size()));
    }

    var rates = new SlotRates(lake.open(), district -> ZONE).of(calendar.before(TODAY, 20));

    var plain = new TreeMap<String, String>();
    expected.forEach(
        (id, sum) -> {
          if (sum[1] > 0) {
            plain.put(id, "%.4f of %d".formatted(sum[0] / 1e6 / sum[1], sum[1]));
          }
        });
    var found = new TreeMap<String, String>();
    for (var rate : rates) {
      var baseline = rate.baseline();
      found.put(baseline.id(), "%.4f of %d".formatted(baseline.p0(), baseline.n()));
    }
    assertThat(plain).hasSizeGreaterThan(100);
    assertThat(plain.keySet()).anyMatch(id -> id.contains("/6/"));
    assertThat(found).isEqualTo(plain);
  }

  @Test
  void anItemTakesWhatNineInTenOfItsServicesTook() {
    var random = new Random(12);
    var table = lake.create(LakeTables.TICKETS);
    Map<String, List<Long>> expected = new HashMap<>();
    int ticket = 0;
    for (int ago = 1; ago <= 65; ago++) {
      var rows = new ArrayList<Record>();
      for (int i = 0; i < 8; i++) {
        long handled = random.nextInt(3600);
        var item = "i" + random.nextInt(3);
        var outcome = List.of("COMPLETED", "NOTICE_ISSUED", "ABANDONED").get(random.nextInt(3));
        var day = TODAY.minusDays(ago);
        rows.add(ticket(table, day, "t" + ticket, item, outcome, 5L, 1));
        rows.add(ticket(table, day, "t" + ticket, item, outcome, handled, 2));
        ticket++;
        if (ago <= 60 && !outcome.equals("ABANDONED")) {
          expected.computeIfAbsent(item, first -> new ArrayList<>()).add(handled);
        }
      }
      rows.add(
          ticket(table, TODAY.minusDays(ago), "r" + ago, ago < 10 ? "rare" : null, null, null, 1));
      commit(table, rows);
    }
    var few = new ArrayList<Record>();
    for (int i = 0; i < 9; i++) {
      few.add(ticket(table, TODAY.minusDays(2), "f" + i, "few", "COMPLETED", 60L, 1));
    }
    commit(table, few);

    var times = new ItemTimes(lake.open()).of(TODAY.minusDays(60), TODAY.minusDays(1));

    assertThat(times)
        .hasSize(3)
        .allSatisfy(
            baseline -> {
              var all = expected.get(baseline.itemCode());
              long within =
                  all.stream()
                      .filter(seconds -> seconds / 60.0 <= baseline.p90Minutes() + 0.05)
                      .count();
              long below =
                  all.stream()
                      .filter(seconds -> seconds / 60.0 < baseline.p90Minutes() - 0.05)
                      .count();
              assertThat(within).isGreaterThanOrEqualTo((all.size() * 9 + 9) / 10);
              assertThat(below).isLessThan((all.size() * 9 + 9) / 10);
            });
  }

  private static Record loss(
      Table table,
      LocalDate day,
      String hall,
      String counter,
      OffsetDateTime slot,
      String factor,
      long millionths,
      long exposure,
      long revision) {
    return row(
        table,
        day,
        row -> {
          row.setField("counter_id", counter);
          row.setField("district", "d");
          row.setField("hall_id", hall);
          row.setField("slot_start", slot);
          row.setField("factor", factor);
          row.setField("loss_millionths", millionths);
          row.setField("exposure", exposure);
          row.setField("unknown", 0L);
          row.setField("incidents", 0);
          row.setField("revision", revision);
          row.setField("reason", "");
        });
  }

  private static Record ticket(
      Table table,
      LocalDate day,
      String id,
      String item,
      String outcome,
      Long handled,
      long revision) {
    return row(
        table,
        day,
        row -> {
          row.setField("ticket_id", id);
          row.setField("district", "d");
          row.setField("hall_id", "h");
          row.setField("queue_id", "q");
          row.setField("item_code", item);
          row.setField("channel", "QR");
          row.setField("issued_at", day.atStartOfDay(ZONE).toOffsetDateTime());
          row.setField("outcome", outcome);
          row.setField("handling_seconds", handled);
          row.setField("revision", revision);
        });
  }

  private static Record row(Table table, LocalDate day, Consumer<Record> values) {
    var row = TestLake.row(table);
    row.setField("local_date", day);
    values.accept(row);
    return row;
  }

  private static void commit(Table table, List<Record> rows) {
    table.newAppend().appendFile(TestLake.file(table, rows)).commit();
  }
}
