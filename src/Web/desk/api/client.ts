import type { Agent, BoardAnswer, CaseAnswer, HandoffReport, Item, Settlement } from "../models/types";

/** status 0: no answer at all. On a 4xx, problem says in words what to do. */
export interface Result<T> {
  readonly ok: boolean;
  readonly status: number;
  readonly body: T | null;
  readonly code: string | null;
  readonly problem: string | null;
}

const requestMs = 20_000;
export const sendAttemptsMax = 4;

/** The desk API and nothing else. The session is a cookie, so no call carries a secret. */
export class DeskClient {
  constructor(private readonly origin: string, private readonly pauseMs: (attempt: number) => number) {}

  me(): Promise<Result<Agent>> {
    return this.call("GET", "me");
  }

  signIn(name: string, password: string): Promise<Result<Agent>> {
    return this.call("POST", "sign-in", { name, password });
  }

  signOut(): Promise<Result<never>> {
    return this.call("POST", "sign-out", {});
  }

  board(): Promise<Result<BoardAnswer>> {
    return this.call("GET", "board");
  }

  read(conversationId: string, after: number): Promise<Result<CaseAnswer>> {
    return this.call("GET", `${path(conversationId)}?after=${after}`);
  }

  claim(conversationId: string, clientId: string, epoch: number): Promise<Result<Item>> {
    return this.persist(`${path(conversationId)}/claim`, { clientId, epoch });
  }

  send(conversationId: string, clientId: string, epoch: number, text: string): Promise<Result<{ readonly seq: number }>> {
    return this.persist(`${path(conversationId)}/messages`, { clientId, epoch, text });
  }

  close(conversationId: string, clientId: string, epoch: number, rights: readonly Settlement[] = []): Promise<Result<Item>> {
    return this.persist(`${path(conversationId)}/close`, { clientId, epoch, ...(rights.length > 0 ? { rights } : {}) });
  }

  giveBack(conversationId: string, clientId: string, epoch: number, rights: readonly Settlement[] = []): Promise<Result<Item>> {
    return this.persist(`${path(conversationId)}/return`, { clientId, epoch, ...(rights.length > 0 ? { rights } : {}) });
  }

  needed(conversationId: string, clientId: string, handoffId: string, needed: boolean): Promise<Result<Item>> {
    return this.persist(`${path(conversationId)}/needed`, { clientId, handoffId, needed });
  }

  report(): Promise<Result<HandoffReport>> {
    return this.call("GET", "reports/handoffs");
  }

  typing(conversationId: string): Promise<Result<never>> {
    return this.call("POST", `${path(conversationId)}/typing`, {});
  }

  /** The same clientId with the same body is done once, so a lost answer may simply be asked for again. */
  private async persist<T>(rest: string, body: object): Promise<Result<T>> {
    let result = await this.call<T>("POST", rest, body);
    for (let attempt = 1; attempt < sendAttemptsMax && isPassing(result.status); attempt += 1) {
      await new Promise((done) => setTimeout(done, this.pauseMs(attempt)));
      result = await this.call<T>("POST", rest, body);
    }
    return result;
  }

  private async call<T>(method: "GET" | "POST", rest: string, body?: object): Promise<Result<T>> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (method === "POST") headers["x-cardline-desk"] = "1";
    if (body) headers["content-type"] = "application/json";
    try {
      const response = await fetch(`${this.origin}/api/desk/${rest}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(requestMs),
      });
      const text = await response.text();
      const parsed = text ? (JSON.parse(text) as Record<string, unknown>) : null;
      if (response.ok) return { ok: true, status: response.status, body: parsed as T | null, code: null, problem: null };
      return { ok: false, status: response.status, body: null, code: word(parsed?.["code"]), problem: word(parsed?.["detail"]) ?? word(parsed?.["title"]) };
    } catch {
      return { ok: false, status: 0, body: null, code: null, problem: null };
    }
  }
}

const path = (conversationId: string): string => `conversations/${encodeURIComponent(conversationId)}`;
const isPassing = (status: number): boolean => status === 0 || status === 429 || status >= 500;
const word = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
