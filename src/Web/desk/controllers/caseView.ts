import { h, KeyedRows, replace } from "../../shared/dom";
import type { Board } from "../models/board";
import { CaseLog, redactedSeq } from "../models/caseLog";
import type { Drafts, OutgoingMessages } from "../models/outgoing";
import type { Item, LogEntry } from "../models/types";
import { CaseActions } from "./caseActions";
import { caseCard } from "./caseCard";
import { entryRow, outgoingRow } from "./entryRow";
import { Judgement } from "./judgement";
import { Reply } from "./reply";
import type { Desk } from "./workspace";

export interface CaseModels {
  readonly board: Board;
  readonly drafts: Drafts;
  readonly outgoing: OutgoingMessages;
}

export interface CaseEvents {
  readonly changed: (item: Item) => void;
  readonly back: () => void;
  readonly signedOut: () => void;
}

const pagesMax = 200;
const nearEndPixels = 120;

/** The chosen case: its card on top, the whole log, and what the agent may do. */
export class CaseView {
  readonly node: HTMLElement;
  private readonly card: HTMLElement;
  private readonly log = h("ol", { class: "log" });
  private readonly frame: HTMLElement;
  private readonly rows = new KeyedRows(this.log);
  private readonly actions: CaseActions;
  private readonly judgement: Judgement;
  private readonly reply: Reply;
  private readonly empty: HTMLElement;
  private atEnd = true;
  private frameHeight = 0;
  private conversationId: string | null = null;
  private item: Item | null = null;
  private entries = new CaseLog();
  private reading: Promise<void> | null = null;

  constructor(private readonly desk: Desk, private readonly models: CaseModels, private readonly events: CaseEvents) {
    this.empty = h("p", { class: "choose" }, desk.texts.choose);
    // Both scroll, so both can be reached and named.
    this.card = h("section", { class: "card-place", tabindex: 0, "aria-label": desk.texts.why });
    this.frame = h("section", { class: "log-frame", tabindex: 0, "aria-label": desk.texts.log }, this.log);
    this.actions = new CaseActions(desk, events);
    this.judgement = new Judgement(desk, events);
    this.actions.node.append(this.judgement.node);
    this.reply = new Reply(desk, models, { changed: () => this.show(), taken: (seq) => this.sent(seq) });
    const back = h("button", { type: "button", class: "back", onclick: () => events.back() }, `‹ ${desk.texts.back}`);
    this.node = h("main", { class: "case-view" }, this.empty, back, this.card, this.frame, this.actions.node, this.reply.node);
    this.node.classList.add("is-empty");
    this.keepEnd();
  }

  /** The answer field comes up, the card grows, the window shrinks: whoever was at the end stays there. */
  private keepEnd(): void {
    this.frame.addEventListener("scroll", () => {
      // A frame that has just changed its height scrolls by itself; only a reader's scrolling counts.
      if (this.frame.clientHeight === this.frameHeight) this.atEnd = this.isAtEnd();
    }, { passive: true });
    new ResizeObserver(() => {
      this.frameHeight = this.frame.clientHeight;
      if (this.atEnd) this.frame.scrollTop = this.frame.scrollHeight;
    }).observe(this.frame);
  }

  private isAtEnd(): boolean {
    return this.frame.scrollHeight - this.frame.scrollTop - this.frame.clientHeight < nearEndPixels;
  }

  async open(conversationId: string | null): Promise<void> {
    if (conversationId === this.conversationId && conversationId !== null) {
      await this.readOn();
      return this.show();
    }
    this.conversationId = conversationId;
    this.entries = new CaseLog();
    this.reading = null;
    this.item = conversationId ? (this.models.board.find(conversationId) ?? null) : null;
    this.node.classList.toggle("is-empty", conversationId === null);
    this.atEnd = true;
    this.actions.reset();
    this.reply.open(this.item);
    this.show();
    if (!conversationId) return;
    await this.readOn();
    this.show();
    this.frame.scrollTop = this.frame.scrollHeight;
  }

  itemChanged(item: Item): void {
    if (item.conversationId !== this.conversationId) return;
    this.item = item;
    this.show();
  }

  /** A live entry. Numbers are dense, so a hole means something was missed, and it is read from the log. */
  receive(conversationId: string, entry: LogEntry): void {
    if (conversationId !== this.conversationId) return;
    this.entries.add([entry]);
    const redacted = redactedSeq(entry);
    if (redacted !== null) void this.readAgain(redacted);
    else if (this.entries.hasGap()) void this.readOn().then(() => this.show());
    this.show();
  }

  private show(): void {
    const { item, conversationId } = this;
    if (!item || !conversationId) return;
    const entries = this.entries.entries();
    this.models.outgoing.settle(conversationId, (seq) => this.entries.has(seq));
    replace(this.card, caseCard(item, entries, this.desk));
    this.rows.show([
      ...entries.flatMap((entry) => entryRow(entry, this.desk) ?? []),
      ...this.models.outgoing.of(conversationId).map((message) => outgoingRow(message, this.desk, (id) => this.reply.sendAgain(id))),
    ]);
    this.actions.show(item);
    this.judgement.show(item);
    this.reply.show(item);
    if (this.atEnd) this.frame.scrollTop = this.frame.scrollHeight;
  }

  private sent(seq: number): void {
    if (!this.entries.has(seq)) void this.readOn().then(() => this.show());
  }

  /** Several callers at once share one reading. */
  private readOn(): Promise<void> {
    this.reading ??= this.readPages(this.entries, () => this.entries.readFrom()).finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAgain(seq: number): Promise<void> {
    if (!this.conversationId) return;
    const log = this.entries;
    const result = await this.desk.client.read(this.conversationId, seq - 1);
    if (log !== this.entries) return;
    log.add(result.body?.entries ?? []);
    this.show();
  }

  private async readPages(log: CaseLog, from: () => number): Promise<void> {
    for (let page = 0; page < pagesMax && this.conversationId; page += 1) {
      const result = await this.desk.client.read(this.conversationId, from());
      // The agent may have chosen another case meanwhile: then this answer belongs to nobody.
      if (log !== this.entries) return;
      if (result.status === 401) return this.events.signedOut();
      if (!result.ok || !result.body) return;
      log.add(result.body.entries);
      this.item ??= result.body.item;
      if (!result.body.more) return;
    }
  }
}
