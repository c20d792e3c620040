import { byId } from "../../shared/dom";

const nearEndPixels = 80;

/** Stays at the newest message for whoever is there, and never tears away whoever reads further up. */
export class Scroll {
  private readonly frame = byId("scroll");
  private readonly below = byId<HTMLButtonElement>("new-below");

  constructor() {
    this.below.addEventListener("click", () => this.toEnd());
    this.frame.addEventListener("scroll", () => {
      if (this.isAtEnd()) this.below.hidden = true;
    }, { passive: true });
    // A keyboard that comes up on a phone makes the frame smaller: the end stays in view.
    let height = this.frame.clientHeight;
    new ResizeObserver(() => {
      const wasAtEnd = this.frame.scrollHeight - this.frame.scrollTop - height < nearEndPixels;
      height = this.frame.clientHeight;
      if (wasAtEnd) this.toEnd();
    }).observe(this.frame);
  }

  speak(text: string): void {
    this.below.textContent = text;
  }

  keep(change: () => void): void {
    const wasAtEnd = this.isAtEnd();
    const before = this.frame.scrollHeight;
    change();
    if (wasAtEnd) this.toEnd();
    else if (this.frame.scrollHeight > before) this.below.hidden = false;
  }

  toEnd(): void {
    this.frame.scrollTop = this.frame.scrollHeight;
    this.below.hidden = true;
  }

  private isAtEnd(): boolean {
    return this.frame.scrollHeight - this.frame.scrollTop - this.frame.clientHeight < nearEndPixels;
  }
}
