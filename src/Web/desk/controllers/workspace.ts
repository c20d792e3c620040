import { fill, type Language, readSetting, writeSetting } from "../../shared/language";
import { append, button, h, replace } from "../../shared/dom";
import { onWakeUp } from "../../shared/wakeUp";
import type { DeskClient } from "../api/client";
import { DeskStream } from "../api/stream";
import { Board } from "../models/board";
import { Drafts, OutgoingMessages } from "../models/outgoing";
import type { Agent, Item, LogEntry } from "../models/types";
import type { DeskTexts } from "../texts";
import { reasonWords, wordOf } from "../words";
import { Bell } from "./bell";
import { CaseView } from "./caseView";
import { CaseList } from "./list";
import { ReportView } from "./reportView";

export interface Desk {
  readonly origin: string;
  readonly client: DeskClient;
  readonly agent: Agent;
  readonly lang: Language;
  readonly texts: DeskTexts;
}

const soundKey = "cardline.deskSound";
const tickMs = 1_000;
const boardRetryMs = 3_000;
const spokenCharsMax = 600;

// Drafts outlive a change of language, which builds the workspace anew.
const drafts = new Drafts();
const outgoing = new OutgoingMessages();
let chosenConversation: string | null = null;

/** One agent at work: the list on the left, the chosen case on the right, one live stream for both. */
export class Workspace {
  private readonly board = new Board();
  private readonly bell = new Bell();
  private readonly list: CaseList;
  private readonly view: CaseView;
  private readonly duty = h("span", { class: "duty" });
  private readonly live = h("span", { class: "live", role: "status" });
  private readonly announcer = h("div", { class: "unseen", "aria-live": "polite" });
  private readonly columns: HTMLElement;
  private readonly report: ReportView;
  private readonly reportButton: HTMLButtonElement;
  private stream: DeskStream | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly ticker: ReturnType<typeof setInterval>;
  private readonly stopping = new AbortController();

  constructor(place: HTMLElement, private readonly desk: Desk, controls: readonly HTMLElement[], private readonly signedOut: () => void) {
    this.list = new CaseList(desk, (item) => this.choose(item.conversationId));
    this.view = new CaseView(desk, { board: this.board, drafts, outgoing }, {
      changed: (item) => this.take(item),
      back: () => this.choose(null),
      signedOut,
    });
    this.columns = h("div", { class: "columns" }, this.list.node, this.view.node);
    this.report = new ReportView(desk, () => this.showReport(false), signedOut);
    this.reportButton = button(desk.texts.report, "plain", () => this.showReport(this.report.node.hidden));
    const bar = h("header", { class: "bar" }, h("h1", {}, desk.texts.title), h("span", { class: "agent-name" }, desk.agent.name), this.duty, this.live);
    append(bar, [h("div", { class: "controls" }, this.soundSwitch(), this.reportButton, ...controls)]);
    replace(place, bar, this.columns, this.report.node, this.announcer);
    onWakeUp(() => void this.reopen(), this.stopping.signal);
    this.ticker = setInterval(() => this.list.tick(), tickMs);
  }

  /** Reads the whole board, then follows it from that cursor. */
  async open(): Promise<void> {
    this.showLive(false);
    const result = await this.desk.client.board();
    if (this.stopping.signal.aborted) return;
    if (result.status === 401) return this.signedOut();
    if (!result.ok || !result.body) {
      this.retryTimer = setTimeout(() => void this.open(), boardRetryMs);
      return;
    }
    // Two readings may have been under way; only one stream may live.
    this.stream?.close();
    this.board.reset(result.body.items, result.body.agentsOnDuty, result.body.casesPerAgentMax);
    this.stream = new DeskStream(this.desk.origin, result.body.cursor, {
      item: (item) => this.take(item),
      entry: (conversationId, entry) => this.receive(conversationId, entry),
      duty: (agentsOnDuty) => {
        this.board.agentsOnDuty = agentsOnDuty;
        this.show();
      },
      live: (isLive) => this.showLive(isLive),
      refused: () => void this.open(),
    });
    this.stream.open();
    this.show();
    this.choose(chosenConversation);
  }

  private async reopen(): Promise<void> {
    clearTimeout(this.retryTimer);
    this.stream?.close();
    await this.open();
  }

  stop(): void {
    this.stopping.abort();
    clearInterval(this.ticker);
    clearTimeout(this.retryTimer);
    this.stream?.close();
    this.bell.reset();
  }

  private take(item: Item): void {
    const isNew = this.board.apply(item);
    if (isNew) this.announce(item);
    this.show();
    this.view.itemChanged(item);
  }

  private receive(conversationId: string, entry: LogEntry): void {
    this.view.receive(conversationId, entry);
    const { type, from, text } = entry.activity;
    // Whoever listens instead of looking hears what the cardholder of the open case writes.
    if (conversationId === chosenConversation && type === "message" && from?.role === "user") {
      this.announcer.textContent = `${this.desk.texts.cardholder}: ${(text ?? "").slice(0, spokenCharsMax)}`;
    }
  }

  private choose(conversationId: string | null): void {
    chosenConversation = conversationId;
    this.columns.classList.toggle("has-case", conversationId !== null);
    this.list.select(conversationId);
    this.show();
    void this.view.open(conversationId);
  }

  private show(): void {
    this.list.show(this.board);
    this.duty.textContent = fill(this.desk.texts.onDuty, { count: this.board.agentsOnDuty });
    const waiting = this.board.waiting().length;
    document.title = waiting > 0 ? `(${waiting}) ${this.desk.texts.title}` : this.desk.texts.title;
  }

  /** The report takes the room of the cases; what arrives meanwhile is in its place when it goes. */
  private showReport(shown: boolean): void {
    this.columns.hidden = shown;
    this.report.node.hidden = !shown;
    if (shown) void this.report.open();
    else this.reportButton.focus();
  }

  private announce(item: Item): void {
    this.announcer.textContent = fill(this.desk.texts.newCase, { reason: wordOf(reasonWords, this.desk.lang, item.reason) });
    if (readSetting(soundKey) === "on") this.bell.ring();
  }

  private showLive(isLive: boolean): void {
    this.live.textContent = isLive ? this.desk.texts.live : this.desk.texts.lost;
    this.live.classList.toggle("is-lost", !isLive);
  }

  /** Off until the agent asks for it: a room full of desks would ring all day. */
  private soundSwitch(): HTMLElement {
    const box = h("input", { type: "checkbox" });
    box.checked = readSetting(soundKey) === "on";
    box.addEventListener("change", () => {
      writeSetting(soundKey, box.checked ? "on" : null);
      if (box.checked) this.bell.ring();
    });
    return h("label", { class: "sound" }, box, this.desk.texts.sound);
  }
}
