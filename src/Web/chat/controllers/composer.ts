import { append, button, h } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { ChatTexts } from "../texts";

export interface ComposerActions {
  readonly send: (text: string) => void;
  readonly person: () => void;
  readonly typing: () => void;
  readonly fresh: () => void;
}

const typingEveryMs = 4_000;
const textRowsMax = 5;

/** The foot of the page: always a way to a person, a place to write, and one button to send. */
export class Composer {
  private readonly person: HTMLButtonElement;
  private readonly fresh: HTMLButtonElement;
  private readonly form: HTMLFormElement;
  private readonly label: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private readonly sendButton: HTMLButtonElement;
  private readonly problem: HTMLElement;
  private lastTypingAt = 0;
  private textCharsMax = 4_000;

  constructor(place: HTMLElement, private texts: ChatTexts, private readonly actions: ComposerActions) {
    this.person = button("", "person", actions.person);
    this.fresh = button("", "primary fresh", actions.fresh);
    this.label = h("span", { class: "unseen" });
    this.input = h("textarea", { rows: 1, enterkeyhint: "send", autocomplete: "off", "aria-describedby": "problem" });
    this.sendButton = h("button", { type: "submit", class: "primary" });
    this.problem = h("p", { class: "problem", id: "problem", role: "alert", hidden: true });
    this.form = h("form", { class: "composer" }, h("label", {}, this.label, this.input), this.sendButton);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("input", () => this.changed());
    append(place, [this.person, this.problem, this.form, this.fresh]);
    this.speak(texts);
  }

  speak(texts: ChatTexts): void {
    this.texts = texts;
    this.person.textContent = texts.person;
    this.fresh.textContent = texts.fresh;
    this.label.textContent = texts.inputLabel;
    this.input.placeholder = texts.inputHint;
    this.sendButton.textContent = texts.send;
  }

  limit(textCharsMax: number): void {
    this.textCharsMax = textCharsMax;
  }

  /** When the conversation is over there is nothing to write into it; only a new one helps. */
  open(isOpen: boolean): void {
    this.person.hidden = !isOpen;
    this.form.hidden = !isOpen;
    this.fresh.hidden = isOpen;
  }

  focus(): void {
    if (!this.form.hidden) this.input.focus();
  }

  complain(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (text === "") return this.input.focus();
    if (text.length > this.textCharsMax) {
      return this.complain(fill(this.texts.tooLong, { most: this.textCharsMax, count: text.length }));
    }
    this.actions.send(text);
  }

  /** Called once the message is safely in the outbox. */
  clear(): void {
    this.input.value = "";
    this.changed();
    this.input.focus();
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method is composing, Enter chooses a Chinese word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  private changed(): void {
    this.complain("");
    const lines = this.input.value.split("\n").length;
    this.input.rows = Math.min(textRowsMax, Math.max(1, lines, Math.ceil(this.input.value.length / 30)));
    if (this.input.value !== "" && performance.now() - this.lastTypingAt > typingEveryMs) {
      this.lastTypingAt = performance.now();
      this.actions.typing();
    }
  }
}
