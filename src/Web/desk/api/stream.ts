import type { Item, LogEntry } from "../models/types";

export interface StreamEvents {
  readonly item: (item: Item) => void;
  readonly entry: (conversationId: string, entry: LogEntry) => void;
  readonly duty: (agentsOnDuty: number) => void;
  readonly live: (isLive: boolean) => void;
  /** The server refused to go on (signed out, or the cursor is too old): everything must be read anew. */
  readonly refused: () => void;
}

const backoffFirstMs = 1_000;
const backoffMostMs = 20_000;
const refusedAttempts = 3;

/**
 * The one live stream of the page. An EventSource comes back by itself with its last cursor after a lost line; after an
 * HTTP error it gives up for good, so then it is opened again here, after the last cursor seen.
 */
export class DeskStream {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(
    private readonly origin: string,
    private cursor: string,
    private readonly events: StreamEvents,
    private readonly makeSource: (url: string) => EventSource = (url) => new EventSource(url),
  ) {}

  open(): void {
    const source = this.makeSource(`${this.origin}/api/desk/stream?after=${encodeURIComponent(this.cursor)}`);
    this.source = source;
    source.onopen = () => {
      this.failures = 0;
      this.events.live(true);
    };
    source.onerror = () => this.lost(source);
    this.listen<Item>(source, "item", (item) => this.events.item(item));
    this.listen<{ conversationId: string; entry: LogEntry }>(source, "entry", (news) => this.events.entry(news.conversationId, news.entry));
    source.addEventListener("reset", () => {
      this.close();
      this.events.refused();
    });
    this.listen<{ agentsOnDuty: number }>(source, "duty", (duty) => this.events.duty(duty.agentsOnDuty));
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  private listen<T>(source: EventSource, name: string, take: (value: T) => void): void {
    source.addEventListener(name, (event) => {
      const message = event as MessageEvent<string>;
      if (message.lastEventId) this.cursor = message.lastEventId;
      take(JSON.parse(message.data) as T);
    });
  }

  private lost(source: EventSource): void {
    this.events.live(false);
    if (source !== this.source || source.readyState !== source.CLOSED) return;
    this.failures += 1;
    if (this.failures >= refusedAttempts) {
      this.close();
      this.events.refused();
      return;
    }
    const most = Math.min(backoffMostMs, backoffFirstMs * 2 ** this.failures);
    this.timer = setTimeout(() => this.open(), most / 2 + (most / 2) * Math.random());
  }
}
