import { byId } from "../../shared/dom";

const nearEndPixels = 80;
const restPixels = 4;
const gapPixels = 10;

/** Where what is new begins. A question that waits for an answer is shown to whoever reads further up, too. */
export interface NewsPlace {
  readonly start: HTMLElement;
  readonly mustSee: boolean;
  /** The news began before and was drawn anew: it moves nobody, but whoever was left at its beginning stays there. */
  readonly goesOn?: boolean;
}

/** Goes to the newest message for whoever is there, at its beginning, and never tears away whoever reads further up. */
export class Scroll {
  private readonly frame = byId("scroll");
  private readonly below = byId<HTMLButtonElement>("new-below");
  /** The message at whose beginning the reader was left, and how far down that was. */
  private rest: { readonly start: HTMLElement; readonly top: number } | null = null;

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
      if (this.isResting()) this.toRest();
      else if (wasAtEnd) this.toEnd();
    }).observe(this.frame);
  }

  speak(text: string): void {
    this.below.textContent = text;
  }

  /** Makes a change, which says where its news begins, and then takes the reader to the right place. */
  keep(change: () => NewsPlace | null): void {
    const wasAtEnd = this.isAtEnd();
    const wasResting = this.isResting();
    const news = change();
    if (news?.goesOn) this.goOn(news.start, wasResting, wasAtEnd);
    else if (news && (wasAtEnd || wasResting || news.mustSee)) this.toRest(news.start);
    else if (news) this.below.hidden = false;
    else if (wasResting && this.rest?.start.isConnected) this.toRest();
    else if (wasAtEnd) this.toEnd();
  }

  toEnd(): void {
    this.rest = null;
    this.frame.scrollTop = this.frame.scrollHeight;
    this.below.hidden = true;
  }

  private goOn(start: HTMLElement, wasResting: boolean, wasAtEnd: boolean): void {
    if (wasResting) this.toRest(start);
    else if (wasAtEnd) this.toEnd();
  }

  private toRest(start = this.rest?.start): void {
    if (!start) return;
    const top = start.getBoundingClientRect().top - this.frame.getBoundingClientRect().top + this.frame.scrollTop - gapPixels;
    this.frame.scrollTop = Math.max(0, top);
    // The browser stops at the end by itself; what it made of it is where the reader is.
    this.rest = { start, top: this.frame.scrollTop };
    this.below.hidden = true;
  }

  private isResting(): boolean {
    return this.rest !== null && Math.abs(this.frame.scrollTop - this.rest.top) <= restPixels;
  }

  private isAtEnd(): boolean {
    return this.frame.scrollHeight - this.frame.scrollTop - this.frame.clientHeight < nearEndPixels;
  }
}
