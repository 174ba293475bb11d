package io.hallpulse.testkit;

/** When a request's connection is torn. */
public enum Moment {
  /** The server never hears of it. */
  BEFORE_REQUEST,
  /** The server may have heard of it. */
  IN_FLIGHT,
  /** The server has done it; the client does not learn of it. */
  BEFORE_REPLY,
  /** The server has done it and the client was told. */
  AFTER_REPLY
}
