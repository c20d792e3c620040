import { button, replace } from "../../shared/dom";
import type { CardAction } from "../models/activity";

/** The answers a message suggests, as buttons under the last message. */
export class Chips {
  private shown = "null";

  constructor(private readonly place: HTMLElement, private readonly press: (chip: CardAction) => void, private readonly refuge: HTMLElement) {}

  show(open: { readonly entryId: string; readonly chips: readonly CardAction[] } | null): void {
    const signature = JSON.stringify(open);
    if (this.shown === signature) return;
    const hadFocus = this.place.contains(document.activeElement);
    this.shown = signature;
    this.place.hidden = open === null;
    replace(this.place, ...(open?.chips ?? []).map((chip) => button(chip.title ?? "", "chip", () => this.press(chip))));
    // A pressed chip is gone; the reader's place is then the conversation, not the start of the page.
    if (hadFocus) this.refuge.focus();
  }
}
