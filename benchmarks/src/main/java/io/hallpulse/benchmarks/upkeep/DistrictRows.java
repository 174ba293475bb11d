package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.ingest.simulate.DemoDistrict;
import io.hallpulse.ingest.simulate.HallDay;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** The simulated district's days as rows for the lake, through the fold that the hall job runs. */
final class DistrictRows implements HallOutput {
  private static final long SEED = 1;
  private static final int MAX_BATCH = 64;

  /** As dense as in real time: devices report from the beginning as often as they do live. */
  private static final long DENSE_FROM = 0;

  private final DemoDistrict district = DemoDistrict.licang();
  private final Reference reference = new Reference();
  private final Map<String, HallFold> folds = new HashMap<>();
  private final List<HallDay> days = new ArrayList<>();
  private final RowWriter<RawEvent> eventRows = new RowWriter<>(LakeTables.EVENTS);
  private final RowWriter<TicketFact> ticketRows = new RowWriter<>(LakeTables.TICKETS);
  private List<RowData> events = new ArrayList<>();
  private List<RowData> tickets = new ArrayList<>();
  private long offset;

  /** A day begins; what the day before still has on its way comes, too. */
  void begin(LocalDate date) {
    for (var hallId : district.hallIds()) {
      days.add(HallDay.of(district, hallId, date, SEED, DENSE_FROM));
    }
  }

  /** What reaches the lake up to a time (microseconds). */
  Minute until(long end) {
    for (var day : days) {
      take(day, end);
    }
    days.removeIf(day -> !day.hasNext());
    folds.values().forEach(fold -> fold.tick(end, this));
    var minute = new Minute(end, events, tickets);
    events = new ArrayList<>();
    tickets = new ArrayList<>();
    return minute;
  }

  private void take(HallDay day, long end) {
    var batch = new ArrayList<Event>();
    while (day.hasNext() && day.due() <= end) {
      batch.add(day.next());
      if (batch.size() == MAX_BATCH) {
        fold(batch, end);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      fold(batch, end);
    }
  }

  private void fold(List<Event> batch, long now) {
    var first = batch.get(0);
    offset++;
    folds
        .computeIfAbsent(
            first.getHallId(),
            id -> new HallFold(id, HallRules.defaults(), reference, HallMemory.inProcess(), now))
        .accept(
            new EventBatch(
                first.getSource(),
                first.getEpoch(),
                first.getSeq(),
                first.getDistrict(),
                first.getHallId(),
                List.copyOf(batch)),
            now,
            now,
            this);
  }

  @Override
  public void fresh(Event event, int index) {
    var date = reference.days(event.getDistrict()).date(event.getTime());
    events.add(eventRows.row(new RawEvent(event, 0, offset, index, date)));
  }

  @Override
  public void ticket(TicketFact fact) {
    tickets.add(ticketRows.row(fact));
  }

  @Override
  public void alert(AlertFact fact, long version, long hallTime) {}

  @Override
  public void refused(RefusedFact fact) {}

  @Override
  public void rating(RatingFact fact) {}

  @Override
  public void notice(NoticeFact fact) {}

  @Override
  public void slotLoss(SlotLossFact fact) {
    // P7 is about the two largest tables.
  }

  @Override
  public void healthDaily(HealthDailyFact fact) {}

  @Override
  public void hallTotals(HallTotals totals) {}

  @Override
  public void health(LiveHealth health) {}

  @Override
  public void queueSlot(QueueSlotFact fact) {}

  @Override
  public void liveTicket(LiveTicket ticket) {}

  @Override
  public void ticketGone(String ticketId) {}

  @Override
  public void liveTotals(LiveTotals totals) {}

  @Override
  public void caseUpdate(CaseUpdate update) {}

  @Override
  public void hall(LiveHall hall) {}

  @Override
  public void queue(LiveQueue queue) {}

  @Override
  public void counter(LiveCounter counter) {}
}
