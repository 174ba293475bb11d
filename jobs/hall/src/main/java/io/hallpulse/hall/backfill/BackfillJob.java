package io.hallpulse.hall.backfill;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.PublishedReferences;
import io.hallpulse.hall.Entrance;
import io.hallpulse.schemas.Topics;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.flink.util.ParameterTool;

/** Starts a back-fill in this process; exit code 0 only if all days were compared and put right. */
public final class BackfillJob {
  private BackfillJob() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      backfill(ParameterTool.fromArgs(args));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("hallpulse: " + e.getMessage());
      return 1;
    } catch (Exception e) {
      System.err.println("hallpulse: the back-fill failed; a second run goes on where it ended");
      e.printStackTrace();
      return 1;
    }
  }

  private static void backfill(ParameterTool settings) throws Exception {
    var brokers = settings.getRequired("brokers");
    var lake =
        new Lake(
            settings.getRequired("catalog-url"),
            settings.getRequired("catalog-user"),
            secret("CATALOG_PASSWORD"),
            settings.getRequired("warehouse"));
    var backfill =
        new Backfill(
            date(settings, "from"),
            date(settings, "to"),
            settings.get("hall"),
            settings.getBoolean("dry-run", false),
            System.out);
    if (!settings.getUnrequestedParameters().isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown settings: " + settings.getUnrequestedParameters());
    }
    backfill.run(
        new Backfill.Ends(
            lake,
            env -> Kafka.readToEnd(env, Topics.REFERENCE, brokers),
            new PublishedReferences(brokers),
            () -> Entrance.of(brokers, secret("SECRET_KEY"), secret("LOADER_KEY"))),
        InstantSource.system());
  }

  private static LocalDate date(ParameterTool settings, String name) {
    var text = settings.getRequired(name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("--%s is no date: %s".formatted(name, text), e);
    }
  }

  private static String secret(String name) {
    return System.getenv().getOrDefault("HALLPULSE_" + name, "");
  }
}
