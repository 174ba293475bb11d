package io.hallpulse.serving.access;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import jakarta.inject.Singleton;

/**
 * Which halls somebody sees: an account may be limited to a district or a hall. Elsewhere it is
 * what a passer-by is, who sees all of a public wall and nothing of another.
 */
@Singleton
public final class Scope {
  private final Policy policy;
  private final Names names;
  private final boolean wallIsPublic;

  Scope(Policy policy, Names names, AccessSettings settings) {
    this.policy = policy;
    this.names = names;
    this.wallIsPublic = settings.wallIsPublic();
  }

  /** Whether what is not personal is shown. */
  public boolean shows(Caller caller, String hallId) {
    return wallIsPublic || covers(caller, hallId);
  }

  public void require(Caller caller, String hallId) {
    if (!shows(caller, hallId)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s may not see the hall %s".formatted(caller.name(), hallId));
    }
  }

  /** Whether what is of a whole district is shown. */
  public boolean showsDistrict(Caller caller, String district) {
    return wallIsPublic || coversDistrict(caller, district);
  }

  /** Whether a district is within the limits of an account; a hall's are narrower than that. */
  public boolean coversDistrict(Caller caller, String district) {
    return caller.hall() == null
        && (caller.district() == null || caller.district().equals(district));
  }

  public void requireDistrict(Caller caller, String district) {
    if (!showsDistrict(caller, district)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s may not see the district %s".formatted(caller.name(), district));
    }
  }

  /** Refuses personal data of a hall. */
  public void require(Caller caller, Sight sight, String hallId, String what) {
    if (!shows(caller, sight, hallId)) {
      throw refusal(caller, what);
    }
  }

  /** Whether personal data of a hall is shown. */
  public boolean shows(Caller caller, Sight sight, String hallId) {
    return policy.allows(caller.role(), sight) && covers(caller, hallId);
  }

  /** Whether personal data that belongs to no one hall is shown. */
  public boolean shows(Caller caller, Sight sight) {
    return policy.allows(caller.role(), sight) && isUnlimited(caller);
  }

  /** Refuses personal data that belongs to no one hall. */
  public void require(Caller caller, Sight sight, String what) {
    if (!shows(caller, sight)) {
      throw refusal(caller, what);
    }
  }

  static ServingException refusal(Caller caller, String what) {
    return caller.isKnown()
        ? new ServingException(
            Reason.NOT_ALLOWED,
            "%s is %s and may not use %s".formatted(caller.name(), caller.role().key(), what))
        : new ServingException(Reason.NOT_AUTHENTICATED, what + " needs a login");
  }

  private boolean covers(Caller caller, String hallId) {
    if (caller.hall() != null) {
      return caller.hall().equals(hallId);
    }
    return caller.district() == null
        || names.hall(hallId).map(Hall::district).filter(caller.district()::equals).isPresent();
  }

  private static boolean isUnlimited(Caller caller) {
    return caller.hall() == null && caller.district() == null;
  }
}
