import { isTokenProblem, request } from "./request";

/** Where the resume secret rests between visits: this device, until the cardholder forgets the conversation. */
export interface Vault {
  read(): string | null;
  write(secret: string | null): void;
}

interface TokenAnswer {
  readonly conversationId?: string;
  readonly token?: string;
  readonly resume?: string;
}

/** gone: the conversation of the resume secret no longer exists. off: the bank has switched the chat off. */
export type CredentialOutcome = "ready" | "later" | "gone" | "off";

export type CredentialTrouble = Exclude<CredentialOutcome, "ready">;

export interface CredentialSettings {
  readonly origin: string;
  readonly lang: string;
  readonly requestMs: number;
}

/** The token of one conversation, and the secret that brings back another token after the first has expired. */
export class Credentials {
  conversationId = "";
  token = "";
  /** True when the conversation was there before this page was. */
  resumed = false;
  private renewing: Promise<CredentialOutcome> | null = null;

  constructor(readonly settings: CredentialSettings, private readonly vault: Vault) {}

  /** Goes back to the conversation of the secret in the vault, or begins a new one. */
  async begin(): Promise<CredentialOutcome> {
    const secret = this.vault.read();
    const outcome = await this.ask(secret);
    if (outcome === "gone" && secret) {
      this.vault.write(null);
      this.resumed = false;
      return await this.ask(null);
    }
    this.resumed = secret !== null;
    return outcome;
  }

  /** A fresh token for the same conversation. Several callers at once share one request. */
  renew(): Promise<CredentialOutcome> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  /** The usual refresh every quarter of an hour; falls back on the secret when the token is no longer good. */
  async refresh(): Promise<CredentialOutcome> {
    const answer = await request<TokenAnswer>(`${this.settings.origin}/v3/directline/tokens/refresh`, {
      method: "POST",
      token: this.token,
      timeoutMs: this.settings.requestMs,
    });
    if (isTokenProblem(answer.status)) return await this.renew();
    if (!answer.ok || !answer.body) return "later";
    this.take(answer.body);
    return "ready";
  }

  take(answer: TokenAnswer): void {
    if (answer.token) this.token = answer.token;
    if (answer.conversationId) this.conversationId = answer.conversationId;
    if (answer.resume) this.vault.write(answer.resume);
  }

  private async renewOnce(): Promise<CredentialOutcome> {
    const secret = this.vault.read();
    // Without the secret only a new conversation could be had, and that must be the cardholder's choice.
    return secret ? await this.ask(secret) : "gone";
  }

  private async ask(resume: string | null): Promise<CredentialOutcome> {
    const answer = await request<TokenAnswer>(`${this.settings.origin}/api/chat/token`, {
      method: "POST",
      body: resume ? { lang: this.settings.lang, resume } : { lang: this.settings.lang },
      timeoutMs: this.settings.requestMs,
    });
    if (answer.status === 403) return "off";
    if (answer.status === 404) return resume ? "gone" : "off";
    if (!answer.ok || !answer.body?.token) return "later";
    this.take(answer.body);
    return "ready";
  }
}
