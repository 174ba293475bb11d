package io.hallpulse.agent.device;

import io.hallpulse.schemas.grant.VisitorToken;

/** The district's key, of which and an identity number a visitor's token is made. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record VisitorKey(int version, byte[] key) {
  public String token(IdCard card) {
    return VisitorToken.of(version, key, card.number());
  }

  @Override
  public String toString() {
    return "VisitorKey[version=%d]".formatted(version);
  }
}
