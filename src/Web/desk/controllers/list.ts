import { h, KeyedRows, type Row } from "../../shared/dom";
import { fill } from "../../shared/language";
import { secondsSince, type Board } from "../models/board";
import { evidenceText } from "../models/brief";
import { openRights, openRightsOf } from "../models/rights";
import type { Item } from "../models/types";
import type { DeskTexts } from "../texts";
import { reasonWords, wordOf } from "../words";
import { moment } from "./moment";
import type { Desk } from "./workspace";

/** The list of cases: mine, waiting in serving order, and what colleagues hold. */
export class CaseList {
  readonly node: HTMLElement;
  private readonly mine: KeyedRows;
  private readonly waiting: KeyedRows;
  private readonly others: KeyedRows;
  private readonly emptyMine: HTMLElement;
  private readonly held = h("span", { class: "held" });
  private readonly emptyWaiting: HTMLElement;
  private readonly rights = h("p", { class: "right is-open", hidden: true });
  private readonly othersSection: HTMLElement;
  private selected: string | null = null;
  private lookedAt = "";

  constructor(private readonly desk: Desk, private readonly choose: (item: Item) => void) {
    const { texts } = desk;
    const [mine, waiting, others] = [h("ul"), h("ul"), h("ul")];
    this.mine = new KeyedRows(mine);
    this.waiting = new KeyedRows(waiting);
    this.others = new KeyedRows(others);
    this.emptyMine = h("p", { class: "empty" }, texts.nothingMine);
    this.emptyWaiting = h("p", { class: "empty" }, texts.nothingWaiting);
    this.othersSection = h("section", {}, h("h2", {}, texts.others), others);
    this.node = h(
      "nav",
      { class: "list", "aria-label": texts.board },
      this.rights,
      h("section", {}, h("h2", {}, texts.mine, " ", this.held), this.emptyMine, mine),
      h("section", {}, h("h2", {}, texts.waiting), this.emptyWaiting, waiting),
      this.othersSection,
    );
  }

  select(conversationId: string | null): void {
    this.selected = conversationId;
  }

  show(board: Board): void {
    const { id } = this.desk.agent;
    const [mine, waiting, others] = [board.heldBy(id), board.waiting(), board.heldByOthers(id)];
    this.mine.show(mine.map((item) => this.row(item, null)));
    this.waiting.show(waiting.map((item, index) => this.row(item, index + 1)));
    this.others.show(others.map((item) => this.row(item, null)));
    this.held.textContent = board.casesPerAgentMax > 0 ? fill(this.desk.texts.held, { count: mine.length, most: board.casesPerAgentMax }) : "";
    this.emptyMine.hidden = mine.length > 0;
    this.emptyWaiting.hidden = waiting.length > 0;
    this.othersSection.hidden = others.length === 0;
    this.showRights([...mine, ...waiting, ...others]);
    this.tick();
    this.follow([...mine, ...waiting, ...others].find((item) => item.conversationId === this.selected));
  }

  /** The chosen case may have gone to another part of the list, such as to one's own: it stays in view. */
  private follow(item: Item | undefined): void {
    const lookedAt = item ? `${item.conversationId} ${item.state}` : "";
    if (lookedAt === this.lookedAt) return;
    this.lookedAt = lookedAt;
    this.node.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest" });
  }

  /** How many rights are open on the whole desk, so that the oldest is nobody's surprise. */
  private showRights(items: readonly Item[]): void {
    const { count, oldestAt } = openRightsOf(items);
    this.rights.hidden = count === 0;
    this.rights.dataset["count"] = String(count);
    this.rights.dataset["oldest"] = oldestAt ?? "";
  }

  /** Only the waiting times change every second; nothing else is touched, so focus and screen readers stay in peace. */
  tick(): void {
    const now = Date.now();
    const { count, oldest } = this.rights.dataset;
    const open = oldest ? fill(this.desk.texts.rightsOpen, { count: count ?? "", time: spoken(secondsSince(oldest, now)) }) : "";
    if (this.rights.textContent !== open) this.rights.textContent = open;
    for (const node of this.node.querySelectorAll<HTMLElement>("[data-since]")) {
      const time = spoken(secondsSince(node.dataset["since"] ?? "", now));
      const late = Date.parse(node.dataset["due"] ?? "") < now;
      const text = fill(this.desk.texts.waits, { time }) + (late ? ` · ${this.desk.texts.overdue}` : "");
      if (node.textContent !== text) node.textContent = text;
      node.classList.toggle("is-late", late);
    }
  }

  private row(item: Item, place: number | null): Row {
    const isSelected = item.conversationId === this.selected;
    return {
      key: item.conversationId,
      signature: JSON.stringify([item, place, isSelected]),
      build: () => h("li", {}, this.button(item, place, isSelected)),
    };
  }

  private button(item: Item, place: number | null, isSelected: boolean): HTMLElement {
    const { texts, lang } = this.desk;
    const priority = priorityOf(item.priority);
    const waits = item.state === "waiting"
      ? h("span", { class: "waits", "data-since": item.enqueuedAt, "data-due": item.dueAt })
      : h("span", {}, item.agentName ?? "");
    const evidence = evidenceText(item.evidence);
    return h(
      "button",
      { type: "button", class: `case priority-${priority}`, "aria-current": isSelected ? "true" : null, onclick: () => this.choose(item) },
      h("span", { class: "case-top" }, h("strong", {}, wordOf(reasonWords, lang, item.reason)), h("span", { class: "priority" }, texts[priority])),
      h("span", { class: "facts" }, ...factsOf(item, place, texts).map((fact) => h("span", {}, fact)), waits),
      ...openRights(item).map((right) => h("span", { class: "right is-open" }, fill(texts.rightOpen, {
        right: wordOf(reasonWords, lang, right.right), when: moment(right.at, lang), reference: right.reference,
      }))),
      // The words that decided, unless they stand in what was said last anyway.
      evidence !== "" && !(item.lastText ?? "").includes(evidence) && h("span", { class: "evidence" }, evidence),
      item.lastText && h("span", { class: "last" }, item.lastText),
    );
  }
}

export function factsOf(item: Item, place: number | null, texts: DeskTexts): readonly string[] {
  const lang = item.lang ? (item.lang.toLowerCase().startsWith("zh") ? texts.chinese : texts.english) : "";
  const who = item.signedIn ? [texts.signedIn, item.cardholderName].filter(Boolean).join(": ") : texts.anonymous;
  return [place === null ? "" : fill(texts.place, { place }), lang, who].filter(Boolean);
}

/** Lower is more urgent; the server's numbers begin at 0 or 1 for what endangers a person or money. */
export function priorityOf(priority: number): "urgent" | "high" | "normal" | "low" {
  if (priority <= 1) return "urgent";
  if (priority === 2) return "high";
  return priority === 3 ? "normal" : "low";
}

export function spoken(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
