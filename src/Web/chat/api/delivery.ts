import type { OutgoingActivity } from "../models/activity";
import { backoffMs, isUp, type Timing } from "../models/connection";
import type { Outbox, Outgoing } from "../models/outbox";
import type { Link } from "./link";
import { Pause } from "./wait";

/**
 * Carries the outbox to the server: one message at a time and in order, the same id again after a failure, until its
 * echo is in the log. While the line is down messages simply wait; no attempt is counted for that.
 */
export class Delivery {
  private busy = false;
  private stopped = false;
  private readonly pause = new Pause();
  private readonly echoTimers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly link: Link,
    private readonly outbox: Outbox,
    private readonly limits: Timing,
    private readonly changed: () => void,
  ) {}

  send(activity: OutgoingActivity, echoes = true): void {
    this.outbox.add(activity, echoes);
    this.changed();
    void this.pump();
  }

  retry(id: string): void {
    this.outbox.retry(id);
    this.changed();
    void this.pump();
  }

  echoed(ids: readonly string[]): void {
    for (const id of ids) this.forgetEcho(id);
    this.outbox.echoed(ids);
  }

  /** Called whenever the line comes up. */
  async pump(): Promise<void> {
    if (this.busy) {
      this.pause.cut();
      return;
    }
    this.busy = true;
    try {
      while (!this.stopped && isUp(this.link.state)) {
        const item = this.outbox.next();
        if (!item) break;
        await this.carry(item);
      }
    } finally {
      this.busy = false;
    }
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.echoTimers.values()) clearTimeout(timer);
    this.echoTimers.clear();
    this.pause.cut();
  }

  private async carry(item: Outgoing): Promise<void> {
    this.outbox.begin(item.id);
    this.changed();
    const outcome = await this.link.post(item.activity);
    if (outcome === "accepted") {
      this.outbox.accepted(item.id);
      if (this.outbox.find(item.id)) this.awaitEcho(item.id);
    } else if (outcome === "later") {
      const follows = this.outbox.again(item.id);
      this.changed();
      // A failed wait for the network is also a reason to look at the line itself.
      if (follows) await this.pause.wait(backoffMs(item.attempts, this.limits, Math.random()));
    } else {
      this.outbox.failed(item.id);
      if (outcome === "ended") this.link.end();
    }
    this.changed();
  }

  /** No echo means the socket may be dead without knowing it: connect anew, then send the same id again. */
  private awaitEcho(id: string): void {
    this.forgetEcho(id);
    this.echoTimers.set(id, setTimeout(() => this.missEcho(id), this.limits.echoMs));
  }

  private missEcho(id: string): void {
    this.echoTimers.delete(id);
    if (this.stopped || this.outbox.find(id)?.state !== "accepted") return;
    this.outbox.again(id);
    this.changed();
    this.link.reconnect();
    void this.pump();
  }

  private forgetEcho(id: string): void {
    clearTimeout(this.echoTimers.get(id));
    this.echoTimers.delete(id);
  }
}
