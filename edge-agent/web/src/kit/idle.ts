/** When a page goes back to its beginning because nobody is there any more. Milliseconds. */
export class Idle {
  private touched: number;

  constructor(
    private readonly limit: number,
    private readonly warning: number,
    now: number,
  ) {
    this.touched = now;
  }

  touch(now: number): void {
    this.touched = now;
  }

  /** Seconds to show as a countdown; null while there is no need to. */
  countdown(now: number): number | null {
    const left = this.limit - (now - this.touched);
    return left <= this.warning ? Math.max(0, Math.ceil(left / 1_000)) : null;
  }

  isOver(now: number): boolean {
    return now - this.touched >= this.limit;
  }
}
