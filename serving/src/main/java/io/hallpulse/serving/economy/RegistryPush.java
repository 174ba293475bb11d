package io.hallpulse.serving.economy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.domain.market.RegistryCheck.Verdict.LetIn;
import io.hallpulse.domain.market.RegistryCheck.Verdict.TurnedAway;
import io.hallpulse.domain.market.Rejection;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryJson;
import io.hallpulse.serving.economy.PushResult.RejectedLine;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Takes changes of the registry that somebody pushes. Who pushes and the key give each line its
 * identity, so that a push that was cut off can be sent again: what came before is a repeat.
 */
@Singleton
final class RegistryPush {
  private static final String KNOWN =
      """
      SELECT hash, answer FROM registry_push WHERE pusher = ? AND key = ?
      """;

  private static final String KEEP =
      """
      INSERT INTO registry_push (pusher, key, hash, answer, pushed) VALUES (?, ?, ?, ?::jsonb, now())
      ON CONFLICT (pusher, key) DO NOTHING
      """;

  private final DataSource database;
  private final MarketRules rules;
  private final RegistrySender sender;
  private final Clock clock;
  private final ObjectMapper mapper;

  RegistryPush(
      DataSource database,
      MarketRules rules,
      RegistrySender sender,
      Clock clock,
      ObjectMapper mapper) {
    this.database = database;
    this.rules = rules;
    this.sender = sender;
    this.clock = clock;
    this.mapper = mapper;
  }

  PushResult take(String pusher, String district, String key, String lines) throws SQLException {
    var hash = HexFormat.of().formatHex(sha256(district + "\n" + lines));
    var known = known(pusher, key, hash);
    if (known.isPresent()) {
      return known.get();
    }
    var rejected = new ArrayList<RejectedLine>();
    var events = new ArrayList<RegistryEvent>();
    var check = new RegistryCheck(rules.reference());
    long arrival = EventJson.micros(clock.instant());
    long epoch = ByteBuffer.wrap(sha256(key)).getLong() >>> 1 | 1;
    int number = 0;
    for (var line : lines.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      var parsed = RegistryJson.fields(line);
      if (!(parsed instanceof Accepted<Map<String, Object>> read)) {
        rejected.add(
            new RejectedLine(
                number,
                "",
                Rejection.Reason.BAD_JSON.name(),
                ((Rejected<Map<String, Object>>) parsed).reason()));
        continue;
      }
      var fields = new LinkedHashMap<>(read.value());
      fields.put("source", "push-" + pusher);
      fields.put("epoch", epoch);
      fields.put("seq", (long) number);
      fields.put("district", district);
      fields.putIfAbsent("time", clock.instant().toString());
      fields.remove("recorded"); // the platform learns it now
      var verdict = check.check(fields, arrival);
      if (verdict instanceof TurnedAway away) {
        var why = away.rejection();
        rejected.add(new RejectedLine(number, why.field(), why.reason().name(), why.text()));
      } else {
        events.add(((LetIn) verdict).event());
      }
    }
    sender.send(events);
    var result = new PushResult(events.size(), rejected);
    keep(pusher, key, hash, result);
    return result;
  }

  private Optional<PushResult> known(String pusher, String key, String hash) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(KNOWN)) {
      query.setString(1, pusher);
      query.setString(2, key);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!row.getString("hash").equals(hash)) {
          throw new ServingException(
              Reason.OTHER_CONTENT, "The key %s came with other content before".formatted(key));
        }
        return Optional.of(mapper.readValue(row.getString("answer"), PushResult.class));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept answer cannot be read", e);
    }
  }

  private void keep(String pusher, String key, String hash, PushResult result) throws SQLException {
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement(KEEP)) {
      insert.setString(1, pusher);
      insert.setString(2, key);
      insert.setString(3, hash);
      insert.setString(4, mapper.writeValueAsString(result));
      insert.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
