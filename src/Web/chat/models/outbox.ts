import type { OutgoingActivity } from "./activity";

export type OutgoingState = "waiting" | "sending" | "accepted" | "failed";

export interface Outgoing {
  readonly id: string;
  readonly activity: OutgoingActivity;
  readonly state: OutgoingState;
  readonly attempts: number;
  /** False for what the server answers but never echoes, such as a survey. */
  readonly echoes: boolean;
}

const attemptsMax = 6;
export const outboxMax = 100;

/** What this page has written and not yet seen in the log, oldest first. Only one is under way at a time, so order is kept. */
export class Outbox {
  private list: readonly Outgoing[] = [];

  get items(): readonly Outgoing[] {
    return this.list;
  }

  get isFull(): boolean {
    return this.list.length >= outboxMax;
  }

  add(activity: OutgoingActivity, echoes: boolean): void {
    const id = activity.channelData.clientActivityID;
    if (this.isFull || this.list.some((item) => item.id === id)) return;
    this.list = [...this.list, { id, activity, state: "waiting", attempts: 0, echoes }];
  }

  /** The next one to send, or null while one is under way. */
  next(): Outgoing | null {
    if (this.list.some((item) => item.state === "sending")) return null;
    return this.list.find((item) => item.state === "waiting") ?? null;
  }

  begin(id: string): void {
    this.change(id, (item) => ({ ...item, state: "sending", attempts: item.attempts + 1 }));
  }

  /** The server has it durably; it leaves the outbox when its echo comes, or now if none will. */
  accepted(id: string): void {
    this.change(id, (item) => (item.echoes ? { ...item, state: "accepted" } : null));
  }

  /** Tries again under the same id, or gives up visibly after the last attempt. Returns whether another attempt follows. */
  again(id: string): boolean {
    let follows = false;
    this.change(id, (item) => {
      follows = item.attempts < attemptsMax;
      return { ...item, state: follows ? "waiting" : "failed" };
    });
    return follows;
  }

  failed(id: string): void {
    this.change(id, (item) => ({ ...item, state: "failed" }));
  }

  /** The cardholder asked for another round. It keeps its id: had it arrived after all, nothing is written twice. */
  retry(id: string): void {
    this.change(id, (item) => (item.state === "failed" ? { ...item, state: "waiting", attempts: 0 } : item));
  }

  echoed(ids: readonly string[]): void {
    this.list = this.list.filter((item) => !ids.includes(item.id));
  }

  clear(): void {
    this.list = [];
  }

  find(id: string): Outgoing | undefined {
    return this.list.find((item) => item.id === id);
  }

  private change(id: string, to: (item: Outgoing) => Outgoing | null): void {
    this.list = this.list.flatMap((item) => (item.id === id ? (to(item) ?? []) : item));
  }
}
