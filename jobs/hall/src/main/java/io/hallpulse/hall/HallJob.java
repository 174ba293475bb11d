package io.hallpulse.hall;

import io.hallpulse.flinkio.Checkpoints;
import io.hallpulse.flinkio.Job;
import io.hallpulse.flinkio.JobSettings;
import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.flinkio.PublishedReferences;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the hall job: Kafka's hall events in, the lake's facts and the live topics out. */
public final class HallJob {
  private static final Duration CATALOG_STARTS_WITHIN = Duration.ofMinutes(1);

  private HallJob() {}

  public static void main(String[] args) throws Exception {
    var settings = JobSettings.from(args);
    var lake = settings.lake();
    lake.awaitCatalog(CATALOG_STARTS_WITHIN);
    LakeSetup.prepare(lake, LakeTables.hall());

    var env = Job.environment(settings);
    long revisionsFrom =
        Checkpoints.isGoingOn(env.getConfiguration()) ? 0 : beginning(env, lake, settings);
    var brokers = settings.brokers();
    var references = Kafka.read(env, Topics.REFERENCE, brokers);
    var streams =
        HallTopology.of(
            Kafka.readEvents(env, lake, brokers),
            references,
            new PublishedReferences(brokers),
            // Keys come from the environment of the machine that runs the operator.
            () -> Entrance.of(brokers, Job.secret("SECRET_KEY"), Job.secret("LOADER_KEY")),
            revisionsFrom);
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    streams.appendTo(lake);
    env.execute("hall");
  }

  /** What a start without state has to know: from what revision to count on. */
  private static long beginning(StreamExecutionEnvironment env, Lake lake, JobSettings settings)
      throws IOException {
    if (!settings.freshStart()) {
      Checkpoints.require(env.getConfiguration(), LakeSetup.filled(lake, LakeTables.hall()));
    }
    return FactRows.countFrom(LakeSetup.highestRevision(lake, LakeTables.hall()));
  }
}
