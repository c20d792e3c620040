import { append, button, h } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { Standing } from "../models/standing";
import type { ChatTexts } from "../texts";

export interface HeaderActions {
  readonly language: () => void;
  readonly largeType: () => void;
  readonly end: () => void;
  readonly forget: () => void;
  readonly close: (() => void) | null;
}

/** Who speaks, and the few controls. A dangerous one asks once more, in the page itself. */
export class Header {
  private readonly who = h("h1", { id: "who" });
  private readonly note = h("p", { class: "note" });
  private readonly language: HTMLButtonElement;
  private readonly largeType: HTMLButtonElement;
  private readonly menuButton: HTMLButtonElement;
  private readonly menu = h("div", { class: "menu", id: "menu", hidden: true });
  private readonly close: HTMLButtonElement | null;

  constructor(private readonly place: HTMLElement, private texts: ChatTexts, private readonly actions: HeaderActions) {
    this.language = button("", "plain", actions.language);
    this.largeType = button("", "plain", actions.largeType);
    this.menuButton = button("", "plain", () => this.showMenu(this.menu.hidden));
    this.menuButton.setAttribute("aria-controls", "menu");
    this.close = actions.close ? button("×", "plain close", actions.close) : null;
    const controls = h("div", { class: "controls" }, this.language, this.largeType, this.menuButton, this.close);
    append(place, [h("div", { class: "standing", "aria-live": "polite" }, this.who, this.note), controls, this.menu]);
    place.addEventListener("keydown", (event) => this.pressed(event));
    this.speak(texts, "en");
    this.showMenu(false);
  }

  speak(texts: ChatTexts, otherLang: string): void {
    this.texts = texts;
    this.language.textContent = texts.language;
    this.language.lang = otherLang;
    this.language.setAttribute("aria-label", texts.languageLabel);
    this.largeType.textContent = texts.largeType;
    this.menuButton.textContent = texts.menu;
    this.close?.setAttribute("aria-label", texts.close);
  }

  show(standing: Standing, large: boolean): void {
    const [who, note] = this.wordsFor(standing);
    if (this.who.textContent !== who) this.who.textContent = who;
    if (this.note.textContent !== note) this.note.textContent = note;
    this.place.dataset["holder"] = standing.holder;
    this.largeType.setAttribute("aria-pressed", String(large));
  }

  private wordsFor({ holder, agentName }: Standing): readonly [string, string] {
    const { texts } = this;
    switch (holder) {
      case "bot":
        return [texts.botName, texts.botNote];
      case "queue":
        return [texts.queueTitle, texts.queueNote];
      case "agent":
        return [agentName || texts.agent, agentName ? fill(texts.agentNote, { name: agentName }) : texts.agentNoName];
      case "ended":
        return [texts.endedTitle, texts.endedNote];
    }
  }

  private showMenu(open: boolean): void {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (!open) return this.menu.replaceChildren();
    const { texts, actions } = this;
    this.menu.replaceChildren(
      button(texts.end, "item", () => this.ask(texts.endSure, texts.endYes, actions.end)),
      button(texts.forget, "item", () => this.ask(texts.forgetSure, texts.forgetYes, actions.forget)),
    );
    this.menu.querySelector("button")?.focus();
  }

  private ask(question: string, yes: string, then: () => void): void {
    const refuse = button(this.texts.no, "plain", () => this.leaveMenu());
    const agree = button(yes, "danger", () => {
      this.leaveMenu();
      then();
    });
    this.menu.replaceChildren(h("p", { role: "alert" }, question), h("div", { class: "answers" }, refuse, agree));
    refuse.focus();
  }

  private leaveMenu(): void {
    this.showMenu(false);
    this.menuButton.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.menu.hidden) return;
    // Escape first closes what is on top; the loader must not close the whole chat as well.
    event.stopPropagation();
    this.leaveMenu();
  }
}
