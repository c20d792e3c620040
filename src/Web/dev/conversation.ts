import type { WebSocket } from "ws";
import { answer, greet } from "./script";

interface Logged {
  readonly seq: number;
  visibleSeq: number | null;
  readonly epoch: number;
  readonly at: string;
  activity: Record<string, unknown>;
}

interface BotOptions {
  readonly kind: string;
  readonly speaker?: string;
  readonly chips?: readonly object[];
  readonly sources?: readonly object[];
  readonly from?: string;
  readonly handoffId?: string;
}

export interface FakeHooks {
  readonly entry: (conversation: FakeConversation, entry: Logged) => void;
  readonly item: (conversation: FakeConversation) => void;
  readonly now: () => number;
  readonly agentsOnDuty: () => number;
}

/** One conversation of the scripted bank: a log, its sockets, and who holds it. */
export class FakeConversation {
  readonly log: Logged[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly done = new Map<string, { body: string; id: string }>();
  holder: "bot" | "queue" | "agent" | "closed" = "bot";
  agentId: string | null = null;
  epoch = 1;
  started = false;
  echoes = true;
  reason = "";
  evidence = "";
  enqueuedAt = "";
  private visible = 0;

  constructor(readonly id: string, readonly lang: string, private readonly hooks: FakeHooks) {}

  start(): void {
    if (this.started) return;
    this.started = true;
    this.append({ type: "conversationUpdate", locale: this.lang, value: { signedIn: false } }, false);
    greet(this);
  }

  append(activity: Record<string, unknown>, visible: boolean): Logged {
    const seq = this.log.length + 1;
    const visibleSeq = visible ? (this.visible += 1) : null;
    const at = new Date(this.hooks.now()).toISOString();
    const id = `${this.id}|${String(visibleSeq ?? 0).padStart(7, "0")}`;
    const entry: Logged = { seq, visibleSeq, epoch: this.epoch, at, activity: { ...activity, timestamp: at, ...(visible ? { id } : {}) } };
    this.log.push(entry);
    if (visible && this.echoes) this.push([entry.activity], String(visibleSeq));
    this.hooks.entry(this, entry);
    this.hooks.item(this);
    return entry;
  }

  /** The cardholder's post: the same client id is done once. Returns null when the id was used with another text. */
  take(body: Record<string, unknown>): string | null {
    const clientId = String((body["channelData"] as { clientActivityID?: string } | undefined)?.clientActivityID ?? "");
    const known = this.done.get(clientId);
    const digest = JSON.stringify([body["type"], body["text"]]);
    if (clientId && known) return known.body === digest ? known.id : null;
    if (body["type"] === "typing") return "";
    const isMessage = body["type"] === "message";
    const masked = /\b(?:\d[ -]?){13,19}\b/.test(String(body["text"] ?? ""));
    const activity: Record<string, unknown> = { ...body, from: { id: "dl_1", role: "user" } };
    if (masked) {
      activity["text"] = String(body["text"]).replace(/\b(?:\d[ -]?){9,15}(\d{4})\b/, "************$1");
      activity["channelData"] = { ...(body["channelData"] as object), cardline: { masked: ["card_number"] } };
    }
    const entry = this.append(activity, isMessage);
    const id = String(entry.activity["id"] ?? "");
    if (clientId) this.done.set(clientId, { body: digest, id });
    if (isMessage) answer(this, String(body["text"] ?? ""), body["value"] as { action?: string } | undefined);
    return id;
  }

  bot(text: string, options: BotOptions): void {
    const data = { speaker: options.speaker ?? "bot", kind: options.kind, sources: options.sources ?? [], handoffId: options.handoffId };
    this.append({
      type: "message", text, textFormat: "markdown", locale: this.lang,
      from: { id: "bot", name: options.from ?? "Cardline", role: "bot" },
      ...(options.chips ? { suggestedActions: { actions: options.chips } } : {}),
      channelData: { cardline: data },
    }, true);
  }

  outcome(outcome: string): void {
    this.append({ type: "event", name: "cardline.outcome", value: { turn: this.log.length, outcome } }, false);
  }

  handOff(reason: string, evidence: string): void {
    this.reason = reason;
    this.evidence = evidence;
    this.enqueuedAt = new Date(this.hooks.now()).toISOString();
    this.append({ type: "event", name: "handoff.initiate", value: { handoffId: "h1", reason, evidence, priority: 1 } }, false);
    this.become("queue", null);
  }

  become(to: FakeConversation["holder"], agentId: string | null): void {
    const from = this.holder;
    this.holder = to;
    this.agentId = agentId;
    this.epoch += 1;
    this.append({ type: "event", name: "cardline.holder", value: { from, to, agentId } }, false);
  }

  tellPlace(): void {
    const value = { place: 1, agentsOnDuty: this.hooks.agentsOnDuty() };
    this.push([{ type: "event", name: "cardline.queue", value }], null);
  }

  push(activities: readonly object[], watermark: string | null): void {
    const frame = JSON.stringify(watermark === null ? { activities } : { activities, watermark });
    for (const socket of this.sockets) socket.send(frame);
  }

  /** Overwrites a message and sends it again under its old id, as a redaction does. */
  redact(visibleSeq: number, text: string): void {
    const entry = this.log.find((candidate) => candidate.visibleSeq === visibleSeq);
    if (!entry) return;
    entry.activity = { ...entry.activity, text };
    this.push([entry.activity], String(this.visible));
  }

  after(watermark: string): { activities: readonly object[]; watermark: string } {
    const from = Number(watermark || 0);
    const activities = this.log.filter((entry) => entry.visibleSeq !== null && entry.visibleSeq > from).map((entry) => entry.activity);
    return { activities, watermark: String(this.visible) };
  }
}
