package io.hallpulse.domain;

import static io.hallpulse.schemas.event.EventKind.*;

import io.hallpulse.domain.ticket.Names;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;

/** A source that numbers what it says: each method says one event and gives it. */
public final class Source {
  public static final String DISTRICT = "370213";
  public static final String HALL = "h1";

  private final String name;
  private final long epoch;
  private final List<Event> said = new ArrayList<>();

  public Source(String name) {
    this(name, 1);
  }

  public Source(String name, long epoch) {
    this.name = name;
    this.epoch = epoch;
  }

  public Event say(EventKind kind, long time) {
    return say(about(kind, time));
  }

  /** Numbers an event and remembers it. */
  public Event say(Event.Builder event) {
    var numbered = event.setSource(name).setEpoch(epoch).setSeq(said.size() + 1L).build();
    said.add(numbered);
    return numbered;
  }

  /** An event without its number; give it to {@link #say(Event.Builder)}. */
  public static Event.Builder about(EventKind kind, long time) {
    return Event.newBuilder()
        .setSource("")
        .setEpoch(0)
        .setSeq(0)
        .setTime(time)
        .setDistrict(DISTRICT)
        .setHallId(HALL)
        .setKind(kind);
  }

  public static Event.Builder about(EventKind kind, long time, String ticket) {
    return about(kind, time).setTicketId(ticket);
  }

  public Event issued(long time, String ticket, String queue) {
    return say(issue(time, ticket, queue));
  }

  public static Event.Builder issue(long time, String ticket, String queue) {
    return about(TICKET_ISSUED, time, ticket)
        .setQueueId(queue)
        .setChannel("FACE")
        .setItemCode("i1")
        .setUnitId("u1")
        .setTicketNo("A001");
  }

  public Event called(long time, String ticket, String counter) {
    return say(about(TICKET_CALLED, time, ticket).setCounterId(counter).setStaffId("s-" + counter));
  }

  public Event noShow(long time, String ticket, String counter) {
    return say(about(TICKET_NO_SHOW, time, ticket).setCounterId(counter));
  }

  public Event started(long time, String ticket, String counter) {
    return say(
        about(SERVICE_STARTED, time, ticket).setCounterId(counter).setStaffId("s-" + counter));
  }

  public Event ended(long time, String ticket, String outcome) {
    return say(about(SERVICE_ENDED, time, ticket).setOutcome(outcome));
  }

  public Event held(long time, String ticket) {
    return say(about(TICKET_HELD, time, ticket));
  }

  public Event resumed(long time, String ticket) {
    return say(about(TICKET_RESUMED, time, ticket));
  }

  public Event transferred(long time, String ticket, String queue) {
    return say(about(TICKET_TRANSFERRED, time, ticket).setToQueueId(queue));
  }

  public Event cancelled(long time, String ticket, String by) {
    return say(about(TICKET_CANCELLED, time, ticket).setCancelledBy(by));
  }

  public Event rated(long time, String ticket, String counter, int level) {
    return say(rating(time, ticket, level).setCounterId(counter));
  }

  public static Event.Builder rating(long time, String ticket, int level) {
    return about(RATING_SUBMITTED, time, ticket).setLevel(level).setActive(true);
  }

  public Event heartbeat(long time) {
    return say(HEARTBEAT, time);
  }

  /** The ticket that all it has said is about. */
  public Ticket ticket() {
    var history = TicketHistory.of("t", 0);
    var names = new Names();
    for (var event : said) {
      history = history.with(TicketMove.of(event, 0, names));
    }
    return Ticket.fold(history, Times.days(), 3);
  }

  /** All that it has said. */
  public List<Event> said() {
    return List.copyOf(said);
  }

  /** Its numbers from (inclusive) to (exclusive) as one batch. */
  public EventBatch batch(int from, int to) {
    return batch(said.subList(from - 1, to - 1));
  }

  /** What it has said as one batch. */
  public EventBatch batch() {
    return batch(said);
  }

  /** Contiguous events of one source as a batch. */
  public static EventBatch batch(List<Event> events) {
    var first = events.get(0);
    return EventBatch.newBuilder()
        .setSource(first.getSource())
        .setEpoch(first.getEpoch())
        .setFirstSeq(first.getSeq())
        .setDistrict(first.getDistrict())
        .setHallId(first.getHallId())
        .setEvents(List.copyOf(events))
        .build();
  }
}
