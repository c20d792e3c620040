import { button, h, replace } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { Result } from "../api/client";
import { openRights } from "../models/rights";
import type { Item, Settlement } from "../models/types";
import { newClientId } from "./clientId";
import { problemText } from "./problemText";
import { RightsForm } from "./rightsForm";
import type { CaseEvents } from "./caseView";
import type { Desk } from "./workspace";

type Verb = "claim" | "close" | "giveBack";

/** Claim, close, return. The two that end the agent's part ask once more, in the page, and what became of each open right. */
export class CaseActions {
  readonly node = h("div", { class: "actions" });
  private readonly problem = h("p", { class: "problem", role: "alert", hidden: true });
  private readonly buttons = h("div", { class: "buttons" });
  private shown = "";
  private asking: "close" | "giveBack" | null = null;
  private rights: RightsForm | null = null;
  private busy = false;
  private item: Item | null = null;

  constructor(private readonly desk: Desk, private readonly events: CaseEvents) {
    this.node.append(this.problem, this.buttons);
  }

  reset(): void {
    this.asking = null;
    this.rights = null;
    this.complain("");
  }

  show(item: Item): void {
    const { texts, agent } = this.desk;
    this.item = item;
    const mine = item.state === "held" && item.agentId === agent.id;
    if (!mine) this.asking = null;
    const signature = JSON.stringify([item.state, item.agentId, item.agentName, this.asking, this.busy]);
    if (signature === this.shown) return;
    this.shown = signature;
    if (item.state === "waiting") replace(this.buttons, this.button(texts.claim, "primary", () => void this.run("claim")));
    else if (mine && this.asking) this.showQuestion(this.asking);
    else if (mine) {
      replace(
        this.buttons,
        h("span", {}, texts.claimed),
        this.button(texts.close, "plain", () => this.ask("close")),
        this.button(texts.giveBack, "plain", () => this.ask("giveBack")),
      );
    } else replace(this.buttons, h("span", {}, item.state === "held" ? fill(texts.heldBy, { name: item.agentName ?? "" }) : texts.gone));
  }

  private showQuestion(verb: "close" | "giveBack"): void {
    const { texts } = this.desk;
    const yes = this.button(texts.yes, "primary", () => void this.run(verb));
    const no = this.button(texts.no, "plain", () => this.ask(null));
    replace(this.buttons, h("span", { role: "alert" }, verb === "close" ? texts.closeSure : texts.giveBackSure), this.rights?.node, yes, no);
    if (this.rights) this.rights.focus();
    else no.focus();
  }

  private button(label: string, className: string, onPress: () => void): HTMLButtonElement {
    const node = button(label, className, onPress);
    node.disabled = this.busy;
    return node;
  }

  private ask(verb: "close" | "giveBack" | null): void {
    this.asking = verb;
    this.complain("");
    const open = verb && this.item ? openRights(this.item) : [];
    this.rights = open.length > 0 ? new RightsForm(this.desk, open) : null;
    if (this.item) this.show(this.item);
  }

  private async run(verb: Verb): Promise<void> {
    const { item } = this;
    if (!item || this.busy) return;
    const { settlements, problem } = this.settled(verb);
    this.complain(problem);
    if (problem !== "") return;
    this.setBusy(true);
    const result = await this.send(verb, item, settlements);
    this.setBusy(false);
    // What was typed about rights is not thrown away because a request was lost.
    if (!this.rights || result.ok || result.status === 409) this.asking = null;
    if (result.status === 401) return this.events.signedOut();
    if (result.ok && result.body) return this.events.changed(result.body);
    if (this.item?.conversationId === item.conversationId) this.complain(problemText(result, this.desk.texts));
    if (this.item) this.show(this.item);
    if (result.status === 409) await this.readAgain(item);
  }

  private settled(verb: Verb): ReturnType<RightsForm["read"]> {
    return verb !== "claim" && this.rights ? this.rights.read() : { settlements: [], problem: "" };
  }

  private send(verb: Verb, item: Item, rights: readonly Settlement[]): Promise<Result<Item>> {
    const { client } = this.desk;
    return verb === "claim" ? client.claim(item.conversationId, newClientId(), item.epoch) : client[verb](item.conversationId, newClientId(), item.epoch, rights);
  }

  /** Somebody was first: the case as it stands now says who. */
  private async readAgain(item: Item): Promise<void> {
    const now = await this.desk.client.read(item.conversationId, item.lastSeq);
    if (now.body) this.events.changed(now.body.item);
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    if (this.item) this.show(this.item);
  }

  private complain(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }
}
