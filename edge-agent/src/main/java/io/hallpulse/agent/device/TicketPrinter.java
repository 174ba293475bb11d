package io.hallpulse.agent.device;

/** Prints tickets. */
public interface TicketPrinter {
  /** What became of it. */
  enum Printed {
    DONE,
    PAPER_OUT,
    OFFLINE,
    NO_PRINTER
  }

  /** Prints, and waits until the printer has it. Called where waiting is allowed. */
  Printed print(Slip slip);
}
