package io.hallpulse.domain.health;

/** The losses of all factors, of a slot, a day or a scope. */
public record Readings(Loss late, Loss absent, Loss bad, Loss handle, Loss waiting) {
  public static final Readings NONE =
      new Readings(Loss.NONE, Loss.NONE, Loss.NONE, Loss.NONE, Loss.NONE);

  public Loss of(Factor factor) {
    return switch (factor) {
      case LATE -> late;
      case ABSENT -> absent;
      case BAD -> bad;
      case HANDLE -> handle;
      case WAIT -> waiting;
    };
  }

  public Readings plus(Readings other) {
    return new Readings(
        late.plus(other.late),
        absent.plus(other.absent),
        bad.plus(other.bad),
        handle.plus(other.handle),
        waiting.plus(other.waiting));
  }

  /** With more of one factor. */
  public Readings plus(Factor factor, Loss loss) {
    return switch (factor) {
      case LATE -> new Readings(late.plus(loss), absent, bad, handle, waiting);
      case ABSENT -> new Readings(late, absent.plus(loss), bad, handle, waiting);
      case BAD -> new Readings(late, absent, bad.plus(loss), handle, waiting);
      case HANDLE -> new Readings(late, absent, bad, handle.plus(loss), waiting);
      case WAIT -> new Readings(late, absent, bad, handle, waiting.plus(loss));
    };
  }
}
