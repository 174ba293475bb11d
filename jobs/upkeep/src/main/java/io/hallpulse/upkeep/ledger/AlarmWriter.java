package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.upkeep.LakeCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the ledger's alarms by the topic and the table of all alarms, past the pipeline: what is
 * said about it must not depend on it. What is open is learnt from the topic after a restart. Used
 * by one thread.
 */
public final class AlarmWriter implements AutoCloseable {
  private final Catalog catalog;
  private final LedgerAlarms alarms;
  private final ZoneId zone;
  private final Tail topic;
  private final KafkaProducer<String, byte[]> producer;
  private final AvroCodec<LiveAlert> codec = AvroCodec.liveAlerts();
  private final Map<String, AlertFact> newest = new HashMap<>();
  private final List<AlertFact> unstored = new ArrayList<>();

  public AlarmWriter(Catalog catalog, String brokers, ZoneId zone) {
    this.catalog = catalog;
    this.alarms = new LedgerAlarms(zone);
    this.zone = zone;
    this.topic = new Tail(brokers, Topics.LIVE_ALERTS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "client.id", "ledger-alarms",
                "acks", "all",
                "delivery.timeout.ms", "15000",
                "request.timeout.ms", "10000"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Raises and clears what a verdict brings.
   *
   * @param seen events by which somebody acknowledged alarms
   */
  public void look(Verdict verdict, Collection<Event> seen)
      throws InterruptedException, ExecutionException {
    topic.readOn(record -> take(record.value()));
    for (var step : alarms.steps(verdict, newest.values(), seen)) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.LIVE_ALERTS.name(),
                  step.cause(),
                  codec.encode(step.live(0, EventJson.micros(verdict.at())))))
          .get();
      newest.put(step.cause(), step);
      unstored.add(step);
    }
    if (!unstored.isEmpty()) {
      store();
      unstored.clear();
    }
  }

  private void take(byte @Nullable [] bytes) {
    if (bytes != null
        && codec.decode(bytes) instanceof Parsed.Accepted<LiveAlert> accepted
        && accepted.value().getScope().equals(LedgerAlarms.SCOPE)) {
      var alert = accepted.value();
      var raised = EventJson.instant(alert.getRaisedAt());
      var fact = AlertFact.of(alert, raised.atZone(zone).toLocalDate());
      newest.put(fact.cause(), fact);
    }
  }

  private void store() {
    var table = LakeCatalog.load(catalog, LakeTables.ALERTS);
    var append = table.newAppend();
    unstored.stream()
        .collect(Collectors.groupingBy(AlertFact::localDate))
        .forEach((day, rows) -> append.appendFile(file(table, day, rows)));
    append.commit();
  }

  private static DataFile file(Table table, LocalDate day, List<AlertFact> facts) {
    var partition = new PartitionData(table.spec().partitionType());
    partition.set(0, (int) day.toEpochDay());
    var location =
        table
            .locationProvider()
            .newDataLocation(
                table.spec(), partition, "ledger-alarms-%s.parquet".formatted(UUID.randomUUID()));
    DataWriter<Record> writer;
    try {
      writer =
          Parquet.writeData(table.io().newOutputFile(location))
              .forTable(table)
              .withSpec(table.spec())
              .withPartition(partition)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        facts.forEach(fact -> writer.write(row(table, fact)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Alarms cannot be written to " + location, e);
    }
    return writer.toDataFile();
  }

  private static Record row(Table table, AlertFact fact) {
    var row = GenericRecord.create(table.schema());
    var columns = LakeTables.ALERTS.columns();
    var values = LakeTables.ALERTS.values().apply(fact);
    for (int i = 0; i < columns.size(); i++) {
      var value = values[i];
      row.setField(
          columns.get(i).name(),
          value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
    return row;
  }

  @Override
  public void close() {
    producer.close();
    topic.close();
  }
}
