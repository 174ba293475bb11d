package io.hallpulse.ingest.recompute;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Trino;
import io.hallpulse.refold.LakeQuery;
import io.hallpulse.refold.Recomputation;
import io.hallpulse.refold.Recomputation.Result;
import io.hallpulse.schemas.fact.HealthDailyFact;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recompute}: a past day's score anew from the raw events, beside the stored one. */
@Command(
    name = "recompute",
    mixinStandardHelpOptions = true,
    description = {
      "Folds the events of a final day again, by the reference data known then, and compares every"
          + " loss and score with what the lake holds.",
      "Exit code: 0 if all are the same to the last digit, else 1."
    })
public final class RecomputeCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;

  @Option(
      names = "--scope",
      required = true,
      description = "counter, unit, hall, subdistrict or district")
  private String scope = "";

  @Option(names = "--id", required = true, description = "of the scope; of a unit HALL/UNIT")
  private String id = "";

  @Option(names = "--date", required = true, description = "local date, YYYY-MM-DD")
  private LocalDate date = LocalDate.EPOCH;

  @Option(names = "--trino", required = true, description = "JDBC address of the lake")
  private String trino = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var connection = Trino.connect(trino)) {
      var result = new Recomputation(lake(connection)).of(scope, id, date);
      print(result, out);
      return result.differences().isEmpty() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      throw new Failure("Trino at %s: %s".formatted(trino, e.getMessage()), e);
    }
  }

  private static LakeQuery lake(Connection connection) {
    return (sql, reader, parameters) -> {
      try (var query = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          query.setObject(i + 1, parameters[i]);
        }
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      }
    };
  }

  private void print(Result result, PrintWriter out) {
    print("stored", result.stored(), out);
    result.again().ifPresent(score -> print("recomputed", score, out));
    result.differences().stream().limit(MOST_SHOWN).forEach(out::println);
    if (result.differences().isEmpty()) {
      out.printf(
          "%,d losses of half hours and %,d scores: stored and recomputed are the same to the last"
              + " digit%n",
          result.losses(), result.scores().size());
    } else {
      out.printf("%,d differences%n", result.differences().size());
    }
    out.flush();
  }

  private static void print(String what, HealthDailyFact score, PrintWriter out) {
    out.printf(
        "%s %s on %s, %s: %s (%s), %s to %s, coverage %s, rules %s%n",
        score.scope(),
        score.scopeId(),
        score.localDate(),
        what,
        score.shi(),
        score.category(),
        score.intervalLow(),
        score.intervalHigh(),
        score.coverage(),
        score.ruleset());
  }
}
