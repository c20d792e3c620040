import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { FakeConversation } from "./conversation";
import { FakeDesk } from "./desk";
import { hotline } from "./script";

type Json = Record<string, unknown>;

/**
 * A bank that follows the two contracts and can be told to fail: for tests over a real socket and for looking at the pages.
 * It is scripted and forgets everything; it is never part of what is built.
 */
export class FakeBank {
  readonly conversations = new Map<string, FakeConversation>();
  readonly requests: string[] = [];
  readonly posts: Json[] = [];
  readonly desk: FakeDesk;
  refuseSockets = false;
  /** Sockets stay open and nothing comes over them any more, as when a network died without a word. */
  mute = false;
  /** Nothing is answered at all, as when the network is gone. */
  down = false;
  agentsOnDuty = 1;
  tokenStatus = 200;
  /** Each post answered with this status takes one from the list; 0 drops the connection after the work was done. */
  failPosts: number[] = [];
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });
  private generation = 1;
  private count = 0;

  constructor(private readonly pages: ((request: IncomingMessage, response: ServerResponse) => void) | null = null, now: () => number = Date.now) {
    this.desk = new FakeDesk(this.conversations);
    const hooks = { entry: this.desk.entry, item: this.desk.item, now, agentsOnDuty: () => this.agentsOnDuty };
    this.makeConversation = (lang) => new FakeConversation(`c-${(this.count += 1)}`, lang, hooks);
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.on("upgrade", (request, socket, head) => {
      const url = new URL(request.url ?? "", "http://fake");
      const conversation = this.conversations.get(url.pathname.split("/")[4] ?? "");
      this.requests.push(`SOCKET ${url.searchParams.get("watermark")}`);
      if (this.down || this.refuseSockets || !conversation) return void socket.destroy();
      this.sockets.handleUpgrade(request, socket, head, (client) => {
        conversation.sockets.add(client);
        client.on("close", () => conversation.sockets.delete(client));
        client.on("message", (data) => {
          this.requests.push(`FRAME ${String(data)}`);
          if (!this.mute) client.send("");
        });
        client.send(JSON.stringify(conversation.after(url.searchParams.get("watermark") ?? "")));
      });
    });
  }

  private readonly makeConversation: (lang: string) => FakeConversation;

  async listen(port = 0): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.desk.close();
    this.closeSockets();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  get only(): FakeConversation {
    const [conversation] = this.conversations.values();
    if (!conversation) throw new Error("There is no conversation yet.");
    return conversation;
  }

  expireTokens(): void {
    this.generation += 1;
  }

  closeSockets(): void {
    for (const client of this.sockets.clients) client.terminate();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.down) return void request.socket.destroy();
    const url = new URL(request.url ?? "", "http://fake");
    if (!/^\/(api|v3)\//.test(url.pathname)) return this.pages ? this.pages(request, response) : json(response, 404, {});
    if (url.pathname.startsWith("/api/desk/")) return await this.desk.handle(request, response, url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const body = await readBody(request);
    if (url.pathname === "/api/chat/settings") {
      const bank = url.searchParams.get("lang") === "en" ? "Lantern Bank" : "明灯银行";
      return json(response, 200, { bank, hotline, agentsOnDuty: this.agentsOnDuty, uploads: false, textCharsMax: 2000 });
    }
    if (url.pathname === "/api/chat/token") return this.giveToken(response, body);
    if (url.pathname.startsWith("/v3/directline/")) return this.directLine(request, response, url, body);
    json(response, 404, {});
  }

  private giveToken(response: ServerResponse, body: Json): void {
    if (this.tokenStatus !== 200) return json(response, this.tokenStatus, {});
    const resumed = body["resume"] ? this.conversations.get(String(body["resume"]).slice("resume-".length)) : undefined;
    if (body["resume"] && !resumed) return json(response, 404, { code: "BOT023" });
    const conversation = resumed ?? this.makeConversation(String(body["lang"] ?? "en"));
    this.conversations.set(conversation.id, conversation);
    json(response, 200, { conversationId: conversation.id, token: this.tokenOf(conversation), expires_in: 1800, resume: `resume-${conversation.id}` });
  }

  private directLine(request: IncomingMessage, response: ServerResponse, url: URL, body: Json): void {
    const [generation, id] = (request.headers.authorization ?? "").replace("Bearer ", "").split(" ");
    const conversation = this.conversations.get(id ?? "");
    if (!conversation) return json(response, generation ? 404 : 401, {});
    if (Number(generation) !== this.generation) return json(response, 403, { error: { code: "TokenExpired" } });
    const path = url.pathname.slice("/v3/directline/".length);
    const watermark = url.searchParams.get("watermark") ?? "";
    if (path === "tokens/refresh") return json(response, 200, { conversationId: id, token: this.tokenOf(conversation), expires_in: 1800 });
    if (path.endsWith("/activities") && request.method === "GET") return json(response, 200, conversation.after(watermark));
    if (path.endsWith("/activities")) return this.post(request, response, conversation, body);
    if (path === "conversations") conversation.start();
    else if (!conversation.started) return json(response, 404, {});
    const streamUrl = `ws://${request.headers.host}/v3/directline/conversations/${id}/stream?watermark=${watermark}&t=1`;
    json(response, path === "conversations" ? 201 : 200, { conversationId: id, token: this.tokenOf(conversation), expires_in: 1800, streamUrl });
  }

  private post(request: IncomingMessage, response: ServerResponse, conversation: FakeConversation, body: Json): void {
    this.posts.push(body);
    const status = this.failPosts.shift();
    if (status !== undefined && status !== 0) return json(response, status, {});
    const id = conversation.take(body);
    if (status === 0) return void request.socket.destroy();
    json(response, id === null ? 409 : 200, id === null ? {} : { id });
  }

  private tokenOf(conversation: FakeConversation): string {
    return `${this.generation} ${conversation.id}`;
  }
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(status === 204 ? undefined : JSON.stringify(body));
}

export async function readBody(request: IncomingMessage): Promise<Json> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text ? (JSON.parse(text) as Json) : {};
}
