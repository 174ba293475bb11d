package io.hallpulse.schemas.access;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Trino tells serving, for the audit, of somebody who asked in SQL or could not sign in. */
public sealed interface SqlReport {
  /** Its own name among all reports; one that is made twice has one name. */
  String id();

  /** One line a record, its fields with tabs between. */
  String text();

  /**
   * A query that has ended, well or not, with what it read. Its text is not here: it may hold what
   * the audit must not.
   *
   * @param queryId Trino's; begins with the time of its start
   * @param state FINISHED or FAILED
   * @param address that it came from, {@code -} if Trino does not know
   */
  record Look(String queryId, String state, String user, String address, List<Read> reads)
      implements SqlReport {
    public Look {
      reads = List.copyOf(reads);
    }

    @Override
    public String id() {
      return queryId;
    }

    @Override
    public String text() {
      return line("look", queryId, state, user, address)
          + reads.stream().map(Read::text).collect(Collectors.joining());
    }

    private static Look of(List<List<String>> lines) {
      var look = lines.get(0);
      requireFields(look, 5);
      var reads = new ArrayList<Read>();
      for (var line : lines.subList(1, lines.size())) {
        if (line.size() < 3 || !line.get(0).equals("read")) {
          throw new IllegalArgumentException("a look goes on with read, got " + line);
        }
        reads.add(new Read(line.get(1), line.get(2), line.subList(3, line.size())));
      }
      return new Look(look.get(1), look.get(2), look.get(3), look.get(4), reads);
    }
  }

  /** A table and the columns of it that were read; what a mask replaces is not. */
  record Read(String schema, String table, List<String> columns) {
    public Read {
      columns = List.copyOf(columns);
    }

    private String text() {
      return line(
          Stream.concat(Stream.of("read", schema, table), columns.stream()).toArray(String[]::new));
    }
  }

  /**
   * Attempts to sign in that failed.
   *
   * @param name empty for what can be no name
   * @param wrong with a wrong password
   * @param unheard while the name had to wait, their passwords not looked at
   */
  record FailedLogin(String id, String name, int wrong, int unheard) implements SqlReport {
    public static FailedLogin of(String name, int wrong, int unheard) {
      return new FailedLogin(UUID.randomUUID().toString(), name, wrong, unheard);
    }

    @Override
    public String text() {
      return line("failed-login", id, name, Integer.toString(wrong), Integer.toString(unheard));
    }

    private static FailedLogin of(List<List<String>> lines) {
      var line = lines.get(0);
      requireFields(line, 5);
      return new FailedLogin(
          line.get(1), line.get(2), Integer.parseInt(line.get(3)), Integer.parseInt(line.get(4)));
    }
  }

  /** The report of that text. */
  static SqlReport of(String text) {
    var lines = text.lines().map(line -> List.of(line.split("\t", -1))).toList();
    var kind = lines.isEmpty() ? "" : lines.get(0).get(0);
    return switch (kind) {
      case "look" -> Look.of(lines);
      case "failed-login" -> FailedLogin.of(lines);
      default -> throw new IllegalArgumentException("no report begins with '%s'".formatted(kind));
    };
  }

  private static void requireFields(List<String> line, int count) {
    if (line.size() != count) {
      throw new IllegalArgumentException("%d fields are wanted, got %s".formatted(count, line));
    }
  }

  private static String line(String... fields) {
    return Stream.of(fields)
        .map(field -> field.replaceAll("\\p{Cntrl}", "?"))
        .collect(Collectors.joining("\t", "", "\n"));
  }
}
