package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.flinkio.Grants;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.grant.EpochGrant;
import io.hallpulse.schemas.grant.EpochState;
import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.grant.SourceGrant;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/** Entrances with real keys, and grants that a test gives. */
final class Doors {
  private static final KeyVault VAULT = new KeyVault("the installation's secret");
  private static final String LOADER = "the loader's secret";

  /** Shared with operators in this process, as the topic would be; sources are a test's own. */
  private static final Map<String, SourceGrant> PUBLISHED = new ConcurrentHashMap<>();

  private Doors() {}

  static Entrance open() {
    return new Entrance(new Given(), VAULT, SigningKey.loader(LOADER), new SchemaStore.Cache());
  }

  static KafkaRecord byLoader(KafkaRecord record) {
    return byLoader(record, LOADER);
  }

  static KafkaRecord byLoader(KafkaRecord record, String secret) {
    return signed(SigningKey.loader(secret), Signature.NO_STORE, record);
  }

  static KafkaRecord byDevice(String source, long epoch, long writer, KafkaRecord record) {
    return signed(new SigningKey(Signer.device(source, epoch), key(source)), writer, record);
  }

  /** Changed after it was signed. */
  static KafkaRecord byDevice(
      String source, long epoch, long writer, KafkaRecord record, Consumer<byte[]> change) {
    var signed = byDevice(source, epoch, writer, record);
    change.accept(signed.value());
    return signed;
  }

  /** Publishes that a device of a hall has epochs 1, 2, 3 … in these states. */
  static void grant(String source, String hall, EpochState... states) {
    var epochs = new ArrayList<EpochGrant>();
    for (var state : states) {
      var locked = ByteBuffer.wrap(VAULT.lock(key(source), source));
      var closed = state == EpochState.CLOSED ? Day.ARRIVED : null;
      epochs.add(new EpochGrant(epochs.size() + 1L, state, Day.ARRIVED, closed, locked));
    }
    PUBLISHED.put(source, new SourceGrant(source, hall, 1L, 0L, epochs));
  }

  private static byte[] key(String source) {
    return ("key of " + source).getBytes(UTF_8);
  }

  private static KafkaRecord signed(SigningKey key, long writer, KafkaRecord record) {
    return new KafkaRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.arrived(),
        record.key(),
        record.value().clone(),
        key.sign(writer, record.key().getBytes(UTF_8), record.value()));
  }

  /** Knows a grant only after it was asked for anew, or has looked. */
  private static final class Given implements Grants {
    private final Map<String, SourceGrant> known = new ConcurrentHashMap<>(PUBLISHED);

    @Override
    public @Nullable SourceGrant of(String source) {
      return known.get(source);
    }

    @Override
    public @Nullable SourceGrant newest(String source) {
      look();
      return of(source);
    }

    @Override
    public void look() {
      known.putAll(PUBLISHED);
    }

    @Override
    public void close() {}
  }
}
