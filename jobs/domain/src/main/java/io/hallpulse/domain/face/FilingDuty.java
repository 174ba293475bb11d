package io.hallpulse.domain.face;

/**
 * How near the stored faces are to the number from which on they must be filed with the province's
 * cyberspace administration, within 30 working days (measures for face recognition, article 15).
 * Each device counts its own, and tells serving, which adds up what an operator's halls keep.
 */
public enum FilingDuty {
  NONE,
  NEAR,
  DUE;

  public static final int DUE_FROM = 100_000;
  public static final int NEAR_FROM = 80_000;

  public static FilingDuty at(long faces) {
    if (faces >= DUE_FROM) {
      return DUE;
    }
    return faces >= NEAR_FROM ? NEAR : NONE;
  }
}
