package io.hallpulse.market;

import io.hallpulse.domain.grant.RegistryGate;
import io.hallpulse.flinkio.Checkpoints;
import io.hallpulse.flinkio.Job;
import io.hallpulse.flinkio.JobSettings;
import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.flinkio.LakeSinks;
import io.hallpulse.flinkio.PublishedReferences;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the market job: the registry's events in, ledger, indicators and live figures out. */
public final class MarketJob {
  private MarketJob() {}

  public static void main(String[] args) throws Exception {
    var settings = JobSettings.from(args);
    var lake = settings.lake();
    LakeSetup.prepare(lake, LakeTables.economy());

    var env = Job.environment(settings);
    var beginning =
        Checkpoints.isGoingOn(env.getConfiguration())
            ? Beginning.EMPTY
            : beginning(env, lake, settings);
    var brokers = settings.brokers();
    var streams =
        MarketTopology.of(
            Kafka.read(env, Topics.REGISTRY_EVENTS, brokers),
            Kafka.read(env, Topics.LIVE_CASES, brokers),
            Kafka.read(env, Topics.REFERENCE, brokers),
            new PublishedReferences(brokers),
            // The key comes from the environment of the machine that runs the operator.
            () -> new RegistryGate(SigningKey.loader(Job.secret("LOADER_KEY"))),
            beginning);
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    try (var sinks = new LakeSinks(lake)) {
      sinks.append(streams.events(), LakeTables.ENTITY_EVENTS, "append-entity-events");
      sinks.append(streams.entities(), LakeTables.ENTITIES, "append-entities");
      sinks.append(streams.refused(), LakeTables.ENTITIES_REFUSED, "append-entities-refused");
      sinks.append(streams.ledger(), LakeTables.LEDGER_DAILY, "append-ledger");
      sinks.append(streams.indicators(), LakeTables.INDICATORS, "append-indicators");
    }
    env.execute("market");
  }

  private static Beginning beginning(
      StreamExecutionEnvironment env, Lake lake, JobSettings settings) throws IOException {
    if (!settings.freshStart()) {
      Checkpoints.require(env.getConfiguration(), LakeSetup.filled(lake, LakeTables.economy()));
    }
    return Beginning.of(lake);
  }
}
