import type { Activity, ActivitySet } from "../models/activity";
import { backoffMs, newerWatermark, type LinkState, type Timing } from "../models/connection";
import type { Credentials, CredentialTrouble } from "./credentials";
import { isPassing, isTokenProblem, request, type Answer } from "./request";
import { openSocket, type LiveSocket } from "./socket";
import { Pause } from "./wait";

export interface LinkEvents {
  readonly received: (set: ActivitySet) => void;
  readonly changed: (state: LinkState) => void;
}

export type PostOutcome = "accepted" | "later" | "refused" | "ended";
type Step = { readonly streamUrl: string } | "later" | "gone" | "off";
interface Started {
  readonly conversationId?: string;
  readonly token?: string;
  readonly streamUrl?: string;
}

/**
 * The line to one conversation: a socket that comes back by itself from where it was, and polling when sockets fail.
 * Whatever way an activity arrives, it is given on once per arrival; telling repeated ones apart is the transcript's work.
 */
export class Link {
  state: LinkState = "connecting";
  /** When this page first reached the conversation, by the server's clock: what is older is no news. */
  openedAt: number | null = null;
  private watermark = "";
  private started = false;
  private stopped = false;
  private socket: LiveSocket | null = null;
  private socketFailures = 0;
  private refreshTimer: ReturnType<typeof setInterval> | undefined;
  private readonly pause = new Pause();

  constructor(
    private readonly origin: string,
    private readonly credentials: Credentials,
    private readonly limits: Timing,
    private readonly events: LinkEvents,
  ) {}

  /** Runs until the conversation is gone, the chat is off, the attempts are used up, or stop is called. */
  async run(): Promise<void> {
    clearInterval(this.refreshTimer);
    this.refreshTimer = setInterval(() => void this.credentials.refresh(), this.limits.refreshMs);
    for (let attempt = 0; attempt < this.limits.attemptsMax && !this.stopped; attempt += 1) {
      const step = await this.open();
      if (this.stopped) return;
      if (step === "gone" || step === "off") return this.become(step === "gone" ? "ended" : "off");
      if (step !== "later" && (await this.follow(step.streamUrl))) attempt = -1;
      if (this.stopped || this.isOver()) return;
      this.become(this.started ? "reconnecting" : "connecting");
      await this.pause.wait(backoffMs(Math.max(attempt, 0), this.limits, Math.random()));
    }
    if (!this.stopped) this.become("paused");
  }

  /** Drops what there is and connects at once: the network is back, the page woke up, or an echo is missing. */
  reconnect(): void {
    if (this.stopped || this.isOver()) return;
    if (this.state === "paused") {
      this.become("reconnecting");
      void this.run();
      return;
    }
    this.socket?.close();
    this.pause.cut();
  }

  /** A post was told that the conversation is over: nothing more will come of it. */
  end(): void {
    this.become("ended");
    this.stop();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.refreshTimer);
    this.socket?.close();
    this.pause.cut();
  }

  async post(activity: Activity): Promise<PostOutcome> {
    const answer = await this.call("POST", "/activities", activity);
    if (answer === "gone") return "ended";
    if (answer === "later" || answer === "off") return "later";
    if (answer.status === 404) return "ended";
    if (answer.ok && answer.status !== 204) return "accepted";
    return isPassing(answer.status) ? "later" : "refused";
  }

  private async open(): Promise<Step> {
    if (!this.credentials.token) {
      const outcome = await this.credentials.begin();
      if (outcome !== "ready") return outcome;
    }
    const known = this.started || this.credentials.resumed;
    let answer = known ? await this.call<Started>("GET", `?watermark=${encodeURIComponent(this.watermark)}`) : await this.start();
    // A resumed conversation that was reserved but never begun has nothing to go back to yet.
    if (!this.started && known && typeof answer === "object" && answer.status === 404) answer = await this.start();
    if (typeof answer === "string") return answer;
    if (answer.status === 404) return "gone";
    if (!answer.ok || !answer.body?.streamUrl) return "later";
    this.credentials.take(answer.body);
    this.openedAt ??= answer.date;
    this.started = true;
    return { streamUrl: answer.body.streamUrl };
  }

  private start(): Promise<Answer<Started> | CredentialTrouble> {
    return this.authorised((token) =>
      request<Started>(`${this.origin}/v3/directline/conversations`, { method: "POST", token, body: { locale: this.credentials.settings.lang }, timeoutMs: this.limits.requestMs }),
    );
  }

  /** Returns whether the line was good for long enough to begin counting attempts anew. */
  private async follow(streamUrl: string): Promise<boolean> {
    this.socket = openSocket(streamUrl, this.limits, {
      opened: () => this.become("online"),
      received: (set) => this.receive(set),
    });
    const end = await this.socket.ended;
    this.socket = null;
    this.socketFailures = end.opened ? 0 : this.socketFailures + 1;
    if (this.stopped || this.socketFailures < this.limits.socketFailuresBeforePolling) return end.stable;
    return await this.poll();
  }

  /** Polls for a while, then lets the caller try a socket again; one more failure comes straight back here. */
  private async poll(): Promise<boolean> {
    let answered = false;
    for (let round = 0; round < this.limits.pollsPerSocketTry && !this.stopped; round += 1) {
      const answer = await this.call<ActivitySet>("GET", `/activities?watermark=${encodeURIComponent(this.watermark)}`);
      if (typeof answer === "object" && answer.status === 404) this.become("ended");
      if (answer === "gone" || answer === "off") this.become(answer === "gone" ? "ended" : "off");
      if (this.isOver() || typeof answer === "string" || !answer.ok) return answered;
      answered = true;
      this.become("polling");
      if (answer.body && Array.isArray(answer.body.activities)) this.receive(answer.body);
      await this.pause.wait(this.limits.pollMs);
    }
    return answered;
  }

  private receive(set: ActivitySet): void {
    if (this.stopped) return;
    this.watermark = newerWatermark(this.watermark, set.watermark);
    this.events.received(set);
  }

  private call<T>(method: "GET" | "POST", rest: string, body?: unknown): Promise<Answer<T> | CredentialTrouble> {
    return this.authorised((token) => {
      const url = `${this.origin}/v3/directline/conversations/${encodeURIComponent(this.credentials.conversationId)}${rest}`;
      const options = { method, token, timeoutMs: this.limits.requestMs };
      return request<T>(url, body === undefined ? options : { ...options, body });
    });
  }

  /** A refused token is renewed once and the request repeated; a second refusal waits for the next attempt. */
  private async authorised<T>(send: (token: string) => Promise<Answer<T>>): Promise<Answer<T> | CredentialTrouble> {
    const first = await send(this.credentials.token);
    if (!isTokenProblem(first.status)) return first;
    const renewed = await this.credentials.renew();
    if (renewed !== "ready") return renewed;
    const second = await send(this.credentials.token);
    return isTokenProblem(second.status) ? "later" : second;
  }

  private isOver(): boolean {
    return this.state === "ended" || this.state === "off";
  }

  private become(state: LinkState): void {
    if (this.state === state || this.isOver()) return;
    this.state = state;
    this.events.changed(state);
  }
}
