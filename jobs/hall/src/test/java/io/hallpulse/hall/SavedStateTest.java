package io.hallpulse.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.Job;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.hall.TopologyRun.Result;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveHall;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State that a released version of the job has saved is gone on from by this one: what it writes is
 * what a job writes that was never stopped. The states are in {@code src/test/resources/state}, one
 * for each released form; how the next one is made is told in docs/schemas.md.
 */
@Timeout(600)
class SavedStateTest {
  private static final String SAVEPOINT = ".savepoint.gz";

  /** Where this version's state is put, to be kept when it is released. */
  private static final Path MADE = Path.of("target", "state", "next" + SAVEPOINT);

  /**
   * So slowly that what a hall packs away after a minute is packed away, by {@code
   * -Dhallpulse.state.pause-millis=1300}; a state to keep is made like that.
   */
  private static final long PAUSE_MILLIS = Long.getLong("hallpulse.state.pause-millis", 0);

  private static final List<LakeTable<?>> FACTS =
      List.of(
          LakeTables.TICKETS,
          LakeTables.SLOT_LOSSES,
          LakeTables.HEALTH_DAILY,
          LakeTables.RATINGS,
          LakeTables.NOTICES,
          LakeTables.CASES,
          LakeTables.REFUSED);

  private static Result undisturbed;

  /** All that the part before the stop can tell, whenever it was told. */
  private static Result firstPart;

  @TempDir private static Path folder;

  @BeforeAll
  static void runWithAndWithoutAStop() throws Exception {
    undisturbed = toItsEnd("undisturbed", Optional.empty(), TwoDays.records().size());
    firstPart = toItsEnd("first-part", Optional.empty(), TwoDays.before());

    var job =
        submit(
            "stopped", Optional.empty(), TwoDays.records().size(), new OnlyTheFirst(PAUSE_MILLIS));
    OnlyTheFirst.GIVEN.get(9, TimeUnit.MINUTES);
    while (Kept.of("stopped").messages(Topics.LIVE_HEALTH.name()).isEmpty()) {
      assertThat(job.getJobExecutionResult()).isNotDone();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    var savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.NATIVE)
            .get(1, TimeUnit.MINUTES);
    keep(Path.of(new org.apache.flink.core.fs.Path(savepoint).getPath()));
  }

  private static void keep(Path savepoint) throws IOException {
    try (var files = Files.list(savepoint)) {
      assertThat(files).as("all of it is in one file").hasSize(1);
    }
    Files.createDirectories(MADE.getParent());
    try (var out = new GZIPOutputStream(Files.newOutputStream(MADE))) {
      Files.copy(savepoint.resolve("_metadata"), out);
    }
  }

  static List<Path> released() throws IOException, URISyntaxException {
    var states = Objects.requireNonNull(SavedStateTest.class.getResource("/state"));
    try (var files = Files.list(Path.of(states.toURI()))) {
      return files.filter(file -> file.toString().endsWith(SAVEPOINT)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void theStateOfAReleaseIsGoneOnFrom(Path released) throws Exception {
    goesOnFrom(released);
  }

  @Test
  void theStateOfThisVersionIsGoneOnFrom() throws Exception {
    goesOnFrom(MADE);
  }

  private static void goesOnFrom(Path state) throws Exception {
    var name = "from-" + state.getFileName();
    var savepoint = Files.createDirectory(folder.resolve(name));
    try (var in = new GZIPInputStream(Files.newInputStream(state))) {
      Files.copy(in, savepoint.resolve("_metadata"));
    }
    var after = toItsEnd(name, Optional.of(savepoint), TwoDays.records().size());

    assertThat(after.events()).as("repeats are known").hasSize(TwoDays.eventsAfter());
    for (var table : FACTS) {
      var whole = undisturbed.latest(table);
      assertThat(after.latest(table)).as(table.name()).isNotEmpty();
      assertThat(whole).as(table.name()).containsAllEntriesOf(after.latest(table));
      whole.keySet().removeAll(after.latest(table).keySet());
      assertThat(firstPart.latest(table)).as(table.name() + " before").containsAllEntriesOf(whole);
    }
    assertThat(versions(after)).allMatch(version -> version >= TwoDays.eventsBefore());
  }

  private static Stream<Long> versions(Result result) {
    var codec = AvroCodec.liveHalls();
    return result.messages(Topics.LIVE_HALLS.name()).stream()
        .map(KafkaMessage::value)
        .map(value -> ((Accepted<LiveHall>) codec.decode(value)).value().getVersion());
  }

  private static Result toItsEnd(String name, Optional<Path> from, int records) throws Exception {
    submit(name, from, records, RateLimiterStrategy.noOp())
        .getJobExecutionResult()
        .get(3, TimeUnit.MINUTES);
    return Kept.of(name);
  }

  private static JobClient submit(
      String name, Optional<Path> from, int records, RateLimiterStrategy rate) throws Exception {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, Job.MAX_PARALLELISM);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    // As the job's, but in one file, which can lie anywhere.
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    from.ifPresent(
        path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var batches =
        new DataGeneratorSource<>(
            new Records(), records, rate, TypeInformation.of(KafkaRecord.class));
    var streams =
        HallTopology.of(
            env.fromSource(batches, WatermarkStrategy.noWatermarks(), "batches").uid("batches"),
            env.fromData(List.of(Day.district()), TypeInformation.of(KafkaRecord.class))
                .uid("references")
                .name("references"),
            TwoDays::references,
            Doors::open,
            0);
    Kept.keep(name, streams);
    return env.executeAsync(name);
  }

  private static final class Records implements GeneratorFunction<Long, KafkaRecord> {
    private transient List<KafkaRecord> records;

    @Override
    public KafkaRecord map(Long i) {
      if (records == null) {
        records = TwoDays.records();
      }
      return records.get(i.intValue());
    }
  }

  /** Lets through what comes before the stop, and then nothing. */
  private record OnlyTheFirst(long pauseMillis) implements RateLimiterStrategy {
    private static final CompletableFuture<Void> GIVEN = new CompletableFuture<>();

    @Override
    public RateLimiter createRateLimiter(int parallelism) {
      return new RateLimiter() {
        private int given;

        @Override
        public CompletionStage<Void> acquire() {
          if (given++ < TwoDays.before()) {
            return pauseMillis == 0
                ? CompletableFuture.completedStage(null)
                : new CompletableFuture<Void>()
                    .completeOnTimeout(null, pauseMillis, TimeUnit.MILLISECONDS);
          }
          GIVEN.complete(null);
          return new CompletableFuture<>();
        }
      };
    }
  }
}
