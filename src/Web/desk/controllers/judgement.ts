import { button, h } from "../../shared/dom";
import type { Item } from "../models/types";
import type { CaseEvents } from "./caseView";
import { newClientId } from "./clientId";
import { problemText } from "./problemText";
import type { Desk } from "./workspace";

/** "Was this handoff needed?" One click on a case that one holds or has just ended; the last click counts. */
export class Judgement {
  readonly node: HTMLElement;
  private readonly yes: HTMLButtonElement;
  private readonly no: HTMLButtonElement;
  private readonly problem = h("p", { class: "problem", role: "alert", hidden: true });
  private item: Item | null = null;
  /** One after the other, so that of two quick clicks the second is the last. */
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly desk: Desk, private readonly events: CaseEvents) {
    const { texts } = desk;
    this.yes = button(texts.neededYes, "plain", () => this.judge(true));
    this.no = button(texts.neededNo, "plain", () => this.judge(false));
    this.node = h("div", { class: "judgement", role: "group", "aria-label": texts.needed, hidden: true }, h("span", {}, texts.needed), this.yes, this.no, this.problem);
  }

  show(item: Item): void {
    if (this.item?.handoffId !== item.handoffId) this.complain("");
    this.item = item;
    this.node.hidden = item.state === "waiting" || !item.lastAgentId || item.lastAgentId !== this.desk.agent.id;
    this.yes.setAttribute("aria-pressed", String(item.needed === true));
    this.no.setAttribute("aria-pressed", String(item.needed === false));
  }

  private judge(needed: boolean): void {
    const { item } = this;
    if (!item) return;
    this.complain("");
    this.sending = this.sending.then(() => this.carry(item, needed));
  }

  private async carry(item: Item, needed: boolean): Promise<void> {
    const result = await this.desk.client.needed(item.conversationId, newClientId(), item.handoffId, needed);
    if (result.status === 401) return this.events.signedOut();
    if (result.ok && result.body) return this.events.changed(result.body);
    if (this.item?.handoffId === item.handoffId) this.complain(problemText(result, this.desk.texts));
  }

  private complain(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }
}
