package io.hallpulse.domain.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.util.Optional;

/**
 * Who may write changes of the registry: the installation alone, whose loader's key signs what is
 * fed, simulated, or pushed through serving. For one thread, as its key is.
 */
public final class RegistryGate {
  private final SigningKey loader;

  public RegistryGate(SigningKey loader) {
    this.loader = loader;
  }

  /**
   * Why a record is not let in; asked before it is read.
   *
   * @param key the record's
   * @param value the record's
   * @param header its signature, no bytes without one
   */
  public Optional<Denial> denial(String key, byte[] value, byte[] header) {
    var read = Signature.read(header);
    if (!(read instanceof Accepted<Signature> accepted)) {
      return denied(Rule.UNSIGNED, key, "carries none: " + ((Rejected<Signature>) read).reason());
    }
    var signature = accepted.value();
    if (!signature.signer().isLoader()) {
      return denied(Rule.LOADER_ONLY, key, "is of %s".formatted(signature.signer()));
    }
    return loader.made(signature, key.getBytes(UTF_8), value)
        ? Optional.empty()
        : denied(Rule.FORGED, key, "is not its own, as it says");
  }

  private static Optional<Denial> denied(Rule rule, String key, String what) {
    return Optional.of(
        new Denial(
            rule,
            "change %s needs the signature of this installation's loader; this one %s"
                .formatted(key, what)));
  }
}
