import { Credentials } from "../api/credentials";
import { Delivery } from "../api/delivery";
import { Link } from "../api/link";
import type { ActivitySet, OutgoingActivity } from "../models/activity";
import { isUp, timing, type LinkState, type Timing } from "../models/connection";
import { Outbox } from "../models/outbox";
import { GrowingAnswer } from "../models/growing";
import { newsSince } from "../models/news";
import { advance, firstStanding, type Standing } from "../models/standing";
import { Transcript, type Entry } from "../models/transcript";
import type { Vault } from "../api/credentials";
import { endOf } from "./outgoing";

export interface ConversationEvents {
  readonly changed: () => void;
  /** Messages of others that came while the page was watching, not the replay of what was there before. */
  readonly arrived: (entries: readonly Entry[]) => void;
}

const typingShownMs = 8_000;
/** Longer than an answer may take, so that only one that nobody ends disappears by itself. */
export const growingShownMs = 15_000;

/** One conversation as this page knows it: the models, the line that feeds them, and nothing of the page. */
export class Conversation {
  readonly transcript = new Transcript();
  readonly outbox = new Outbox();
  readonly growing = new GrowingAnswer();
  standing: Standing = firstStanding;
  linkState: LinkState = "connecting";
  private replayed = false;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private growingTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly link: Link;
  private readonly delivery: Delivery;

  constructor(origin: string, lang: string, private readonly vault: Vault, private readonly events: ConversationEvents, limits: Timing = timing) {
    const credentials = new Credentials({ origin, lang, requestMs: limits.requestMs }, vault);
    this.link = new Link(origin, credentials, limits, {
      received: (set) => this.receive(set),
      changed: (state) => this.become(state),
    });
    this.delivery = new Delivery(this.link, this.outbox, limits, events.changed);
  }

  begin(): void {
    void this.link.run();
  }

  send(activity: OutgoingActivity): void {
    this.delivery.send(activity);
  }

  /** For what the server takes but never shows: it is done when the server says so. */
  sendSilently(activity: OutgoingActivity): void {
    this.delivery.send(activity, false);
  }

  /** Passing: when it gets lost, nobody misses it. */
  sendTyping(): void {
    if (isUp(this.linkState)) void this.link.post({ type: "typing" });
  }

  retry(id: string): void {
    this.delivery.retry(id);
  }

  reconnect(): void {
    this.link.reconnect();
  }

  /** The cardholder leaves. The next visit begins a new conversation. */
  end(): void {
    this.sendSilently(endOf());
    this.standing = advance(this.standing, { type: "endOfConversation" });
    this.vault.write(null);
    this.events.changed();
  }

  stop(): void {
    clearTimeout(this.typingTimer);
    clearTimeout(this.growingTimer);
    this.delivery.stop();
    this.link.stop();
  }

  private receive(set: ActivitySet): void {
    const { added, echoed } = this.transcript.apply(set.activities);
    this.delivery.echoed(echoed);
    if (this.standing.holder !== "ended") {
      for (const activity of set.activities) this.standing = advance(this.standing, activity);
    }
    this.watchTyping();
    this.watchGrowing(set);
    const news = newsSince(added, this.link.openedAt);
    // The first set with a watermark is the replay, or its beginning. A passing event may come before it.
    if (this.replayed && news.length > 0) this.events.arrived(news);
    this.replayed ||= Boolean(set.watermark);
    this.events.changed();
  }

  private watchTyping(): void {
    clearTimeout(this.typingTimer);
    if (this.standing.typing === null) return;
    this.typingTimer = setTimeout(() => {
      this.standing = { ...this.standing, typing: null };
      this.events.changed();
    }, typingShownMs);
  }

  private watchGrowing(set: ActivitySet): void {
    const grew = set.activities.filter((activity) => this.growing.apply(activity)).length > 0;
    if (grew || this.growing.current === null) clearTimeout(this.growingTimer);
    if (!grew) return;
    this.growingTimer = setTimeout(() => {
      this.growing.drop();
      this.events.changed();
    }, growingShownMs);
  }

  private become(state: LinkState): void {
    this.linkState = state;
    if (isUp(state)) void this.delivery.pump();
    this.events.changed();
  }
}
