package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSinks;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * What comes out of the hall job.
 *
 * @param live live halls, queues and counters, closed cases and dead letters, each on the way to
 *     its topic
 * @param events rows of {@code hall.events}
 * @param tickets rows of {@code hall.tickets}
 * @param losses rows of {@code hall.slot_losses}
 * @param scores rows of {@code hall.health_daily}
 * @param queues rows of {@code hall.queue_5m}
 * @param ratings rows of {@code hall.ratings}
 * @param notices rows of {@code hall.notices}
 * @param alerts rows of {@code hall.alerts}
 * @param cases rows of {@code hall.cases}
 * @param refused rows of {@code hall.refused}
 * @param references rows of {@code hall.reference}
 */
public record HallStreams(
    DataStream<KafkaMessage> live,
    DataStream<RowData> events,
    DataStream<RowData> tickets,
    DataStream<RowData> losses,
    DataStream<RowData> scores,
    DataStream<RowData> queues,
    DataStream<RowData> ratings,
    DataStream<RowData> notices,
    DataStream<RowData> alerts,
    DataStream<RowData> cases,
    DataStream<RowData> refused,
    DataStream<RowData> references) {

  /** Appends the rows of every table to it; the names are those of the state of running jobs. */
  public void appendTo(Lake lake) throws IOException {
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(events, LakeTables.EVENTS, "append-events");
      sinks.append(tickets, LakeTables.TICKETS, "append-tickets");
      sinks.append(losses, LakeTables.SLOT_LOSSES, "append-losses");
      sinks.append(queues, LakeTables.QUEUE_5M, "append-queues");
      sinks.append(scores, LakeTables.HEALTH_DAILY, "append-scores");
      sinks.append(ratings, LakeTables.RATINGS, "append-ratings");
      sinks.append(notices, LakeTables.NOTICES, "append-notices");
      sinks.append(alerts, LakeTables.ALERTS, "append-alerts");
      sinks.append(cases, LakeTables.CASES, "append-cases");
      sinks.append(refused, LakeTables.REFUSED, "append-refused");
      sinks.append(references, LakeTables.REFERENCE, "append-reference");
    }
  }
}
