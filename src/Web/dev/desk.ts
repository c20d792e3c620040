import type { IncomingMessage, ServerResponse } from "node:http";
import type { FakeConversation, FakeHooks } from "./conversation";
import { json, readBody } from "./fakeBank";

type Json = Record<string, unknown>;

/** The desk API of the scripted bank. Any name signs in with the password "demo"; the name is the cookie. */
export class FakeDesk {
  readonly posts: { path: string; body: Json }[] = [];
  failPosts: number[] = [];
  private readonly events: { name: string; data: unknown }[] = [];
  private readonly streams = new Set<ServerResponse>();
  private readonly done = new Map<string, unknown>();

  constructor(private readonly conversations: Map<string, FakeConversation>) {}

  readonly entry: FakeHooks["entry"] = (conversation, entry) => {
    if (conversation.reason) this.tell("entry", { conversationId: conversation.id, entry: { ...entry, visible: entry.visibleSeq !== null } });
  };

  readonly item: FakeHooks["item"] = (conversation) => {
    if (conversation.reason) this.tell("item", this.itemOf(conversation));
  };

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.slice("/api/desk/".length);
    const body = request.method === "POST" ? await readBody(request) : {};
    const agent = /desk=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    if (request.method === "POST" && request.headers["x-cardline-desk"] !== "1") return json(response, 400, { title: "Header missing" });
    if (path === "sign-in") return this.signIn(response, body);
    if (!agent) return json(response, 401, { code: "HND001", title: "Sign in first" });
    if (path === "me") return json(response, 200, { id: agent, name: decodeURIComponent(agent) });
    if (path === "sign-out") {
      response.setHeader("set-cookie", "desk=; Max-Age=0; Path=/");
      return json(response, 204, null);
    }
    if (path === "board") return json(response, 200, { cursor: String(this.events.length), agentsOnDuty: 1, casesPerAgentMax: 6, items: this.items() });
    if (path === "reports/handoffs") return json(response, 200, reportOf());
    if (path === "stream") return this.stream(request, response, url);
    const [, id = "", verb = ""] = path.split("/");
    const conversation = this.conversations.get(id);
    if (!conversation) return json(response, 404, { title: "No such conversation" });
    if (verb === "") return this.read(response, conversation, Number(url.searchParams.get("after") ?? 0));
    this.posts.push({ path, body });
    const status = this.failPosts.shift();
    if (status) return json(response, status, {});
    this.act(response, conversation, verb, body, agent);
  }

  close(): void {
    for (const stream of this.streams) stream.end();
  }

  private signIn(response: ServerResponse, body: Json): void {
    if (body["password"] !== "demo") return json(response, 401, { code: "HND001", title: "Wrong name or password" });
    const id = encodeURIComponent(String(body["name"]));
    response.setHeader("set-cookie", `desk=${id}; Path=/; HttpOnly; SameSite=Strict`);
    json(response, 200, { id, name: body["name"] });
  }

  private stream(request: IncomingMessage, response: ServerResponse, url: URL): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": here\n\n");
    const after = Number(request.headers["last-event-id"] ?? url.searchParams.get("after") ?? 0);
    this.events.slice(after).forEach((event, index) => response.write(frame(after + index + 1, event)));
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }

  private tell(name: string, data: unknown): void {
    const event = { name, data };
    this.events.push(event);
    for (const stream of this.streams) stream.write(frame(this.events.length, event));
  }

  private read(response: ServerResponse, conversation: FakeConversation, after: number): void {
    const entries = conversation.log.filter((entry) => entry.seq > after).map((entry) => ({ ...entry, visible: entry.visibleSeq !== null }));
    json(response, 200, { item: this.itemOf(conversation), entries: entries.slice(0, 500), more: entries.length > 500 });
  }

  private act(response: ServerResponse, conversation: FakeConversation, verb: string, body: Json, agent: string): void {
    const name = decodeURIComponent(agent);
    const known = this.done.get(String(body["clientId"]));
    if (known !== undefined) return json(response, 200, known);
    if (verb === "typing") {
      conversation.push([{ type: "typing", from: { id: agent, name, role: "bot" } }], null);
      return json(response, 204, null);
    }
    if (verb === "needed") {
      conversation.append({ type: "event", name: "handoff.needed", value: { needed: body["needed"], agentName: name } }, false);
      const judged = { ...this.itemOf(conversation), needed: body["needed"], lastAgentId: agent };
      this.done.set(String(body["clientId"]), judged);
      return json(response, 200, judged);
    }
    if (verb === "claim") {
      if (conversation.holder !== "queue") return json(response, 409, { code: "HND003", title: "Taken", detail: `${decodeURIComponent(conversation.agentId ?? "")} was first.` });
      conversation.become("agent", agent);
      conversation.append({ type: "event", name: "handoff.status", value: { state: "accepted" } }, true);
      conversation.bot(conversation.lang.startsWith("zh") ? `${name} 已加入对话。` : `${name} has joined.`, { kind: "joined", speaker: "system" });
    } else if (conversation.agentId !== agent) {
      return json(response, 409, { code: "HND004", title: "Not yours", detail: "You do not hold this conversation any more." });
    } else if (verb === "messages") {
      conversation.bot(String(body["text"]), { kind: "note", speaker: "agent", from: name });
    } else {
      conversation.become("bot", null);
      conversation.append({ type: "event", name: "handoff.status", value: { state: "completed" } }, true);
      const zh = conversation.lang.startsWith("zh");
      conversation.bot(zh ? "这次对话由我们的同事处理完毕。您觉得怎么样？" : "Our colleague has finished. How did it go?", { kind: verb === "close" ? "survey" : "left", speaker: "system", handoffId: "h1" });
      conversation.reason = "";
      this.tell("item", { ...this.itemOf(conversation), state: verb === "close" ? "closed" : "returned" });
    }
    const answer = verb === "messages" ? { seq: conversation.log.length } : this.itemOf(conversation);
    this.done.set(String(body["clientId"]), answer);
    json(response, 200, answer);
  }

  private items(): readonly Json[] {
    return [...this.conversations.values()].filter((conversation) => conversation.reason).map((conversation) => this.itemOf(conversation));
  }

  private itemOf(conversation: FakeConversation): Json {
    const last = conversation.log.findLast((entry) => entry.activity["type"] === "message");
    const enqueuedAt = conversation.enqueuedAt || new Date(0).toISOString();
    const priority = { lost_stolen: 1, human_request: 3 }[conversation.reason] ?? 2;
    return {
      conversationId: conversation.id, handoffId: "h1", state: conversation.holder === "agent" ? "held" : conversation.holder === "queue" ? "waiting" : "closed",
      place: null, reason: conversation.reason, priority, evidence: conversation.evidence, lang: conversation.lang, signedIn: false, cardholderName: null,
      enqueuedAt, dueAt: new Date(Date.parse(enqueuedAt) + 120_000).toISOString(), claimedAt: null,
      agentId: conversation.agentId, agentName: conversation.agentId ? decodeURIComponent(conversation.agentId) : null, lastAgentId: conversation.agentId,
      lastSeq: conversation.log.length, lastText: String(last?.activity["text"] ?? "").slice(0, 120), lastFrom: "cardholder", lastAt: last?.at ?? null, epoch: conversation.epoch,
    };
  }
}

function reportOf(): Json {
  const figures = { handoffs: 4, judged: 2, needed: 1, precision: 0.5, interval: [0.09, 0.91], endedUnjudged: 1, surveyMean: 4 };
  return {
    since: "2026-01-01T00:00:00Z", all: figures, reasons: [{ ...figures, reason: "fraud", rule: null }], rules: [{ ...figures, reason: "fraud", rule: "fraud.words" }],
  };
}

function frame(id: number, event: { name: string; data: unknown }): string {
  return `id: ${id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
