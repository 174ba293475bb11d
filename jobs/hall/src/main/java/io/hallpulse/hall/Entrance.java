package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.grant.Denial;
import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.domain.grant.Gate;
import io.hallpulse.domain.hall.Batches;
import io.hallpulse.flinkio.Grants;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.PublishedGrants;
import io.hallpulse.flinkio.PublishedSchemas;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.grant.SourceGrant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/**
 * A record's way in: whose it is, whether that is proven, what it says, and whether its signer may
 * say it. It is decoded only when the signature is true. One for each operator, which closes it.
 */
public final class Entrance implements AutoCloseable {
  private final Grants grants;
  private final KeyVault vault;
  private final SchemaStore writers;
  private final AvroCodec<EventBatch> batches;
  private final Map<Signer, SigningKey> keys = new HashMap<>();

  /**
   * @param vault opens the keys of devices
   * @param writers schemas of newer writers; closed with this if it can be closed
   */
  public Entrance(Grants grants, KeyVault vault, SigningKey loader, SchemaStore writers) {
    this.grants = grants;
    this.vault = vault;
    this.writers = writers;
    this.batches = AvroCodec.batches(writers);
    keys.put(Signer.LOADER, loader);
  }

  /** The entrance of a running job, with what is published in Kafka. */
  public static Entrance of(String brokers, String secretKey, String loaderKey) {
    var schemas = new PublishedSchemas(brokers);
    return new Entrance(
        new PublishedGrants(brokers, schemas),
        new KeyVault(secretKey),
        SigningKey.loader(loaderKey),
        schemas);
  }

  /** A batch that its signer may write. */
  record Admitted(EventBatch batch, long writer) {}

  Parsed<Admitted> read(KafkaRecord record) {
    var read = Signature.read(record.signature());
    if (!(read instanceof Parsed.Accepted<Signature> accepted)) {
      var reason = ((Rejected<Signature>) read).reason();
      return denied(
          new Denial(Rule.UNSIGNED, "batch of hall %s: %s".formatted(record.key(), reason)));
    }
    var signature = accepted.value();
    var signer = signature.signer();
    var denial =
        judged(signer.source(), grant -> Gate.signer(signer, grant, record.key(), record.arrived()))
            .or(() -> forged(signature, record));
    return denial.isPresent() ? denied(denial.get()) : decoded(signature, record);
  }

  private Parsed<Admitted> decoded(Signature signature, KafkaRecord record) {
    var decoded = batches.decode(record.value());
    if (!(decoded instanceof Parsed.Accepted<EventBatch> accepted)) {
      return new Rejected<>(((Rejected<EventBatch>) decoded).reason());
    }
    var batch = accepted.value();
    var problem = Batches.problem(batch, record.key());
    if (problem.isPresent()) {
      return new Rejected<>(problem.get());
    }
    var denial =
        Gate.batch(signature.signer(), batch, grants.of(batch.getSource()), record.arrived());
    return denial.isPresent()
        ? denied(denial.get())
        : new Parsed.Accepted<>(new Admitted(batch, signature.writer()));
  }

  /** Asks anew before somebody is turned away for what may have been granted meanwhile. */
  private Optional<Denial> judged(
      String source, Function<@Nullable SourceGrant, Optional<Denial>> rule) {
    var denial = rule.apply(grants.of(source));
    return denial.isPresent() ? rule.apply(grants.newest(source)) : denial;
  }

  private Optional<Denial> forged(Signature signature, KafkaRecord record) {
    var key = keys.computeIfAbsent(signature.signer(), this::open);
    if (key.made(signature, record.key().getBytes(UTF_8), record.value())) {
      return Optional.empty();
    }
    var signer = signature.signer();
    return Optional.of(
        new Denial(
            Rule.FORGED,
            "batch of hall %s is not signed by %s, as it says"
                .formatted(
                    record.key(),
                    signer.isLoader()
                        ? "the loader"
                        : "source %s epoch %d".formatted(signer.source(), signer.epoch()))));
  }

  /** Only of epochs that the gate has let pass, so there are no more keys than grants. */
  private SigningKey open(Signer signer) {
    var grant = Objects.requireNonNull(grants.of(signer.source()));
    var locked = Objects.requireNonNull(Gate.epoch(grant, signer.epoch())).getLockedKey();
    var bytes = new byte[locked.remaining()];
    locked.duplicate().get(bytes);
    return new SigningKey(signer, vault.unlock(bytes, signer.source()));
  }

  private static Parsed<Admitted> denied(Denial denial) {
    return new Rejected<>(denial.text());
  }

  /** Follows what is granted and closed. */
  void look() {
    grants.look();
  }

  @Override
  public void close() throws Exception {
    grants.close();
    if (writers instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
