/** A wait that somebody may cut short ("try now"), and that never outlives its owner. */
export class Pause {
  private wake: (() => void) | null = null;

  wait(milliseconds: number): Promise<void> {
    this.cut();
    return new Promise((done) => {
      const timer = setTimeout(() => this.cut(), milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        done();
      };
    });
  }

  cut(): void {
    this.wake?.();
  }
}
