/** Gives a screen back to the next visitor: after a while without a touch it counts down, then begins anew. */

export interface IdlePorts {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back every second until the returned function is called. */
  everySecond(work: () => void): () => void;
}

export class Idle {
  private touched: number;
  private readonly stopClock: () => void;

  constructor(
    private readonly quietSeconds: number,
    private readonly countSeconds: number,
    private readonly ports: IdlePorts,
    /** Seconds left while it counts down, otherwise null. */
    private readonly tell: (left: number | null) => void,
    private readonly reset: () => void,
  ) {
    this.touched = ports.now();
    this.stopClock = ports.everySecond(() => this.look());
  }

  touch(): void {
    this.touched = this.ports.now();
    this.tell(null);
  }

  stop(): void {
    this.stopClock();
  }

  private look(): void {
    const passed = (this.ports.now() - this.touched) / 1_000;
    if (passed < this.quietSeconds) {
      return;
    }
    const left = Math.ceil(this.quietSeconds + this.countSeconds - passed);
    if (left > 0) {
      this.tell(left);
      return;
    }
    this.touch();
    this.reset();
  }
}
