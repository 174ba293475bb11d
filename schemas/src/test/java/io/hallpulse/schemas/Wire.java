package io.hallpulse.schemas;

import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.SourceGrant;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCase;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecordBase;

/** A record that travels: the name of its golden samples and how it is read. */
record Wire<T extends SpecificRecordBase>(
    String name, Class<T> type, Function<SchemaStore, AvroCodec<T>> codec) {

  static List<Wire<?>> all() {
    return List.of(
        new Wire<>("event_batch", EventBatch.class, AvroCodec::batches),
        new Wire<>("dead_letter", DeadLetter.class, AvroCodec::deadLetters),
        new Wire<>("reference_version", ReferenceVersion.class, AvroCodec::references),
        new Wire<>("source_grant", SourceGrant.class, AvroCodec::grants),
        new Wire<>("live_hall", LiveHall.class, AvroCodec::liveHalls),
        new Wire<>("live_queue", LiveQueue.class, AvroCodec::liveQueues),
        new Wire<>("live_counter", LiveCounter.class, AvroCodec::liveCounters),
        new Wire<>("live_health", LiveHealth.class, AvroCodec::liveHealth),
        new Wire<>("live_alert", LiveAlert.class, AvroCodec::liveAlerts),
        new Wire<>("live_ticket", LiveTicket.class, AvroCodec::liveTickets),
        new Wire<>("registry_event", RegistryEvent.class, AvroCodec::registry),
        new Wire<>("live_economy", LiveEconomy.class, AvroCodec::liveEconomy),
        new Wire<>("live_case", LiveCase.class, AvroCodec::liveCases),
        new Wire<>("live_cell", LiveCell.class, AvroCodec::liveCells));
  }

  AvroCodec<T> knowing(Schema... writers) {
    var store = new SchemaStore.Cache();
    for (var writer : writers) {
      store.addSchema(writer);
    }
    return codec.apply(store);
  }

  byte[] encode(SpecificRecordBase record) {
    return knowing().encode(type.cast(record));
  }

  @Override
  public String toString() {
    return name;
  }
}
