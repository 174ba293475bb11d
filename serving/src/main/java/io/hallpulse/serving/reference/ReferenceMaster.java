package io.hallpulse.serving.reference;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Clerk;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.outbox.Outbox;
import io.hallpulse.serving.outbox.Outbox.Message;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The master of reference data: adds versions and tells them to the outbox in the same transaction.
 * Nothing is overwritten.
 */
@Singleton
final class ReferenceMaster {
  /** Writers take turns, so that versions are committed in their order. */
  private static final String ONE_WRITER = "SELECT pg_advisory_xact_lock(370213001)";

  private static final String KNOWN =
      """
      SELECT c.line
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
        WITH ORDINALITY AS c (type, id, effective_from, value, line)
      WHERE EXISTS (
        SELECT 1 FROM reference_version v
        WHERE v.type = c.type AND v.id = c.id
          AND v.effective_from = c.effective_from::timestamptz AND v.value = c.value::jsonb)
      """;

  private static final String HOLDS =
      """
      SELECT value = ?::jsonb AS same, effective_from = ?::timestamptz AS exactly
      FROM reference_version
      WHERE type = ? AND id = ? AND effective_from <= ?::timestamptz
      ORDER BY effective_from DESC, version DESC
      LIMIT 1
      """;

  private static final String NEXT_VERSIONS =
      """
      SELECT nextval('reference_version_version_seq') FROM generate_series(1, ?)
      """;

  private static final String ADD =
      """
      INSERT INTO reference_version (version, type, id, effective_from, recorded, source, value)
      SELECT c.version, c.type, c.id, c.effective_from::timestamptz, ?::timestamptz, c.source,
        c.value::jsonb
      FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS c (version, type, id, effective_from, source, value)
      """;

  private static final String EXISTING =
      """
      SELECT DISTINCT c.type, c.id
      FROM unnest(?::text[], ?::text[]) AS c (type, id)
      WHERE EXISTS (SELECT 1 FROM reference_version v WHERE v.type = c.type AND v.id = c.id)
      """;

  private final DataSource database;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;
  private final AvroCodec<ReferenceVersion> codec = AvroCodec.references();

  ReferenceMaster(DataSource database, Outbox outbox, Audit audit, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /** Kind and identity of a datum, as other data refer to it. */
  record Key(ReferenceType type, String id) {}

  /**
   * Adds what is not there yet: a datum whose very content stands under its (type, id,
   * effective_from) already is a repeat, so that a file can be replayed.
   *
   * @return how many versions were added
   */
  int addAll(Caller by, List<Candidate> candidates) throws SQLException {
    var distinct = new ArrayList<>(new LinkedHashSet<>(candidates));
    return inTurn(
        connection -> {
          var known = known(connection, distinct);
          var fresh = new ArrayList<Candidate>();
          for (int i = 0; i < distinct.size(); i++) {
            if (!known.contains(i)) {
              fresh.add(distinct.get(i));
            }
          }
          add(connection, by, fresh);
          return fresh.size();
        });
  }

  /**
   * Adds a version unless the same content holds then already.
   *
   * @param exact whether that very instant is meant; otherwise it is now, and the same content that
   *     began to hold earlier is a repeat as well
   * @return whether a version was added
   */
  boolean add(Caller by, Candidate candidate, boolean exact) throws SQLException {
    return inTurn(
        connection -> {
          if (holds(connection, candidate, exact)) {
            return false;
          }
          add(connection, by, List.of(candidate));
          return true;
        });
  }

  /** Which of the keys have a version. */
  Set<Key> existing(Collection<Key> keys) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(EXISTING)) {
      query.setArray(1, texts(connection, keys, key -> key.type().key()));
      query.setArray(2, texts(connection, keys, Key::id));
      var found = new HashSet<Key>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new Key(ReferenceType.of(rows.getString(1)).orElseThrow(), rows.getString(2)));
        }
      }
      return found;
    }
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private <T> T inTurn(Work<T> work) throws SQLException {
    try (var connection = database.getConnection();
        var turn = connection.prepareStatement(ONE_WRITER)) {
      connection.setAutoCommit(false); // the pool rolls back what is not committed
      turn.execute();
      var done = work.in(connection);
      connection.commit();
      return done;
    }
  }

  private static Set<Integer> known(Connection connection, List<Candidate> candidates)
      throws SQLException {
    try (var query = connection.prepareStatement(KNOWN)) {
      query.setArray(1, texts(connection, candidates, Candidate::type));
      query.setArray(2, texts(connection, candidates, Candidate::id));
      query.setArray(3, texts(connection, candidates, each -> each.effectiveFrom().toString()));
      query.setArray(4, texts(connection, candidates, Candidate::value));
      var known = new HashSet<Integer>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getInt(1) - 1);
        }
      }
      return known;
    }
  }

  private static boolean holds(Connection connection, Candidate candidate, boolean exact)
      throws SQLException {
    try (var query = connection.prepareStatement(HOLDS)) {
      query.setString(1, candidate.value());
      query.setString(2, candidate.effectiveFrom().toString());
      query.setString(3, candidate.type());
      query.setString(4, candidate.id());
      query.setString(5, candidate.effectiveFrom().toString());
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean("same") && (!exact || row.getBoolean("exactly"));
      }
    }
  }

  private void add(Connection connection, Caller by, List<Candidate> fresh) throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    var versions = nextVersions(connection, fresh.size());
    var recorded = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, recorded.toString());
      insert.setArray(2, connection.createArrayOf("bigint", versions.toArray()));
      insert.setArray(3, texts(connection, fresh, Candidate::type));
      insert.setArray(4, texts(connection, fresh, Candidate::id));
      insert.setArray(5, texts(connection, fresh, each -> each.effectiveFrom().toString()));
      insert.setArray(6, texts(connection, fresh, Candidate::source));
      insert.setArray(7, texts(connection, fresh, Candidate::value));
      insert.executeUpdate();
    }
    var messages = new ArrayList<Message>();
    for (int i = 0; i < fresh.size(); i++) {
      messages.add(message(fresh.get(i), versions.get(i), recorded));
    }
    outbox.add(connection, messages);
    audit.add(connection, by, Action.REFERENCE_CHANGED, subject(fresh), versions(versions));
  }

  private static String subject(List<Candidate> fresh) {
    if (fresh.size() == 1) {
      return fresh.get(0).type() + "/" + fresh.get(0).id();
    }
    return fresh.stream()
        .collect(groupingBy(Candidate::type, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(kind -> "%d %s".formatted(kind.getValue(), kind.getKey()))
        .collect(joining(", "));
  }

  private static String versions(List<Long> versions) {
    return "versions %d to %d".formatted(versions.get(0), versions.get(versions.size() - 1));
  }

  private static List<Long> nextVersions(Connection connection, int count) throws SQLException {
    try (var query = connection.prepareStatement(NEXT_VERSIONS)) {
      query.setInt(1, count);
      var versions = new ArrayList<Long>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          versions.add(rows.getLong(1));
        }
      }
      return versions;
    }
  }

  private Message message(Candidate candidate, long version, Instant recorded) {
    var published =
        ReferenceVersion.newBuilder()
            .setType(candidate.type())
            .setId(candidate.id())
            .setEffectiveFrom(EventJson.micros(candidate.effectiveFrom()))
            .setRecorded(EventJson.micros(recorded))
            .setVersion(version)
            .setSource(candidate.source())
            .setValue(ReferenceType.write(withoutName(candidate.datum())))
            .build();
    var key =
        "%s/%s/%s/%d"
            .formatted(candidate.type(), candidate.id(), candidate.effectiveFrom(), version);
    return new Message(Topics.REFERENCE.name(), key, codec.encode(published));
  }

  /** Clerks' names stay with the master. */
  private static Datum withoutName(Datum datum) {
    return datum instanceof Clerk clerk ? new Clerk(clerk.staffId(), null) : datum;
  }

  private static <T> Array texts(
      Connection connection, Collection<T> values, Function<T, String> text) throws SQLException {
    return connection.createArrayOf("text", values.stream().map(text).toArray());
  }
}
