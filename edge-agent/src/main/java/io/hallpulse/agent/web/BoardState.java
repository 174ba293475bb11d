package io.hallpulse.agent.web;

import io.hallpulse.domain.ticket.TicketStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the call display shows. */
record BoardState(
    long revision,
    String now,
    Shown.Uplink uplink,
    String hallName,
    List<Call> calls,
    List<Queue> queues,
    List<Counter> counters)
    implements Streams.State {
  private static final int SHOWN = 8;

  record Call(
      @Nullable String ticketNo,
      String counterNumber,
      String counterId,
      String unitName,
      String calledAt,
      int attempt) {}

  record Queue(
      String queueId,
      String letter,
      String unitName,
      int waiting,
      Shown.@Nullable Forecast forecast) {}

  record Counter(
      String counterId, String number, String unitName, String state, @Nullable String ticketNo) {}

  static BoardState of(Hall hall) {
    var state = hall.state();
    var directory = hall.directory();
    long now = hall.keeper.now();
    var calls = new ArrayList<Call>();
    state.tickets().stream()
        .filter(ticket -> ticket.status() == TicketStatus.CALLED)
        .sorted(Comparator.comparingLong(ticket -> -ticket.ticket().since()))
        .limit(SHOWN)
        .forEach(
            ticket -> {
              var counter = directory.counterIfKnown(ticket.ticket().counterId());
              if (counter != null) {
                calls.add(
                    new Call(
                        ticket.issue().getTicketNo(),
                        counter.number(),
                        counter.counterId(),
                        directory.unitName(counter.unitId()),
                        Json.time(ticket.ticket().since()),
                        ticket.calls()));
              }
            });
    var queues =
        directory.queues().stream()
            .map(
                queue ->
                    new Queue(
                        queue.queueId(),
                        queue.letter(),
                        directory.unitName(queue.unitId()),
                        state.waitingIn(queue.queueId()),
                        Shown.newcomer(hall.forecasts(), queue.queueId(), now)))
            .toList();
    var counters =
        directory.counters().stream()
            .map(
                counter ->
                    new Counter(
                        counter.counterId(),
                        counter.number(),
                        directory.unitName(counter.unitId()),
                        state.post(counter.counterId()).state().name(),
                        at(counter.counterId(), hall)))
            .toList();
    return new BoardState(
        hall.keeper.revision(),
        Json.time(now),
        hall.uplink(),
        directory.hallName(),
        calls,
        queues,
        counters);
  }

  private static @Nullable String at(String counterId, Hall hall) {
    for (var ticket : hall.state().tickets()) {
      if (ticket.isAt(counterId) && ticket.status() != TicketStatus.HELD) {
        return ticket.issue().getTicketNo();
      }
    }
    return null;
  }
}
