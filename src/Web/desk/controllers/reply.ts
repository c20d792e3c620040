import { h } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { Item } from "../models/types";
import type { CaseModels } from "./caseView";
import { newClientId } from "./clientId";
import { problemText } from "./problemText";
import type { Desk } from "./workspace";

const textCharsMax = 4_000;
const typingEveryMs = 4_000;

export interface ReplyEvents {
  readonly changed: () => void;
  readonly taken: (seq: number) => void;
}

/** Where the agent writes. Enter sends; a half-written answer waits for its own conversation. */
export class Reply {
  readonly node: HTMLFormElement;
  private readonly input: HTMLTextAreaElement;
  private readonly problem = h("p", { class: "problem", role: "alert", hidden: true });
  private item: Item | null = null;
  private lastTypingAt = 0;

  constructor(private readonly desk: Desk, private readonly models: CaseModels, private readonly events: ReplyEvents) {
    const { texts } = desk;
    this.input = h("textarea", { rows: 3, "aria-describedby": "reply-hint" });
    this.node = h(
      "form",
      { class: "reply", hidden: true },
      h("label", {}, texts.reply, this.input),
      this.problem,
      h("div", { class: "reply-foot" }, h("span", { id: "reply-hint", class: "small" }, texts.replyHint), h("button", { type: "submit", class: "primary" }, texts.send)),
    );
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("input", () => this.changed());
  }

  open(item: Item | null): void {
    this.item = item;
    this.input.value = item ? this.models.drafts.read(item.conversationId) : "";
    this.complain("");
  }

  show(item: Item): void {
    const couldWrite = !this.node.hidden;
    if (this.item?.conversationId !== item.conversationId) this.open(item);
    this.item = item;
    this.node.hidden = item.state !== "held" || item.agentId !== this.desk.agent.id;
    // Whoever has just taken a case wants to write.
    if (!couldWrite && !this.node.hidden) this.input.focus();
  }

  sendAgain(clientId: string): void {
    const message = this.models.outgoing.find(clientId);
    if (!message || message.state !== "failed") return;
    this.models.outgoing.sendAgain(clientId);
    this.events.changed();
    void this.carry(clientId, message.conversationId, message.text);
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (!this.item || text === "") return;
    if (text.length > textCharsMax) return this.complain(fill(this.desk.texts.tooLong, { most: textCharsMax }));
    const { conversationId } = this.item;
    const clientId = newClientId();
    this.models.outgoing.add(clientId, conversationId, text);
    this.models.drafts.write(conversationId, "");
    this.input.value = "";
    this.events.changed();
    this.sending = this.sending.then(() => this.carry(clientId, conversationId, text));
  }

  /** One after the other, so that two quick messages arrive in the order in which they were written. */
  private sending: Promise<void> = Promise.resolve();

  private async carry(clientId: string, conversationId: string, text: string): Promise<void> {
    const epoch = this.models.board.find(conversationId)?.epoch ?? this.item?.epoch ?? 0;
    const result = await this.desk.client.send(conversationId, clientId, epoch, text);
    if (result.ok && result.body) {
      this.models.outgoing.accepted(clientId, result.body.seq);
      if (this.item?.conversationId === conversationId) this.events.taken(result.body.seq);
    } else {
      this.models.outgoing.failed(clientId, problemText(result, this.desk.texts));
    }
    this.events.changed();
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method is composing, Enter chooses a word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  private changed(): void {
    if (!this.item) return;
    this.complain("");
    this.models.drafts.write(this.item.conversationId, this.input.value);
    if (this.input.value !== "" && performance.now() - this.lastTypingAt > typingEveryMs) {
      this.lastTypingAt = performance.now();
      void this.desk.client.typing(this.item.conversationId);
    }
  }

  private complain(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }
}
