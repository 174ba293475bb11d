package io.hallpulse.local.supervise;

/** A program cannot run on this machine until a person acts; the message says how. */
public final class Unavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public Unavailable(String whatToDo) {
    super(whatToDo);
  }
}
