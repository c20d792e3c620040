import { byId } from "../../shared/dom";
import type { Entry } from "../models/transcript";
import type { ChatTexts } from "../texts";
import { spokenWords } from "./messages";
import type { ParentFrame } from "./parentFrame";

/** Long enough to be spoken; after that a reader who goes through the page must not find everything twice. */
const spokenForMs = 15_000;

/** Whether somebody looks at the page, and what they are told of what comes: aloud at once, and as a count while they are away. */
export class Attention {
  private unread = 0;
  private seen: boolean;
  private hush: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parent: ParentFrame) {
    this.seen = parent.close === null;
  }

  arrived(entries: readonly Entry[], texts: ChatTexts): void {
    this.say(spokenWords(entries, texts));
    if (this.seen && !document.hidden) return;
    this.unread += entries.length;
    this.parent.unread(this.unread);
  }

  say(words: string): void {
    byId("announcer").textContent = words;
    clearTimeout(this.hush);
    this.hush = setTimeout(() => byId("announcer").replaceChildren(), spokenForMs);
  }

  away(): void {
    this.seen = false;
  }

  back(): void {
    this.seen = true;
  }

  /** Returns whether somebody looks; then nothing is unread any more. */
  looked(): boolean {
    if (document.hidden || !this.seen) return false;
    this.unread = 0;
    this.parent.unread(0);
    return true;
  }
}
