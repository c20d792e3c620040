import type { Item } from "./types";

/** The board as the server last told it: every waiting and every held case, in the order in which they are served. */
export class Board {
  private readonly items = new Map<string, Item>();
  agentsOnDuty = 0;
  casesPerAgentMax = 0;

  reset(items: readonly Item[], agentsOnDuty: number, casesPerAgentMax = 0): void {
    this.items.clear();
    for (const item of items) this.items.set(item.conversationId, item);
    this.agentsOnDuty = agentsOnDuty;
    this.casesPerAgentMax = casesPerAgentMax;
  }

  /** Returns true when the case is new in the line, which is what an agent wants to be told about. */
  apply(item: Item): boolean {
    const before = this.items.get(item.conversationId);
    // An answer to a request may overtake the stream: what is older than what is known changes nothing.
    if (before && (item.epoch < before.epoch || (item.epoch === before.epoch && item.lastSeq < before.lastSeq))) return false;
    if (item.state === "closed" || item.state === "returned") this.items.delete(item.conversationId);
    else this.items.set(item.conversationId, item);
    return item.state === "waiting" && before?.state !== "waiting";
  }

  find(conversationId: string): Item | undefined {
    return this.items.get(conversationId);
  }

  waiting(): readonly Item[] {
    return this.where((item) => item.state === "waiting").sort(inServingOrder);
  }

  heldBy(agentId: string): readonly Item[] {
    return this.where((item) => item.state === "held" && item.agentId === agentId).sort(byLastWord);
  }

  heldByOthers(agentId: string): readonly Item[] {
    return this.where((item) => item.state === "held" && item.agentId !== agentId).sort(byLastWord);
  }

  private where(wanted: (item: Item) => boolean): Item[] {
    return [...this.items.values()].filter(wanted);
  }
}

/** priority, then when it is due, then since when it waits, then the id: the same order as the server's. */
export function inServingOrder(one: Item, other: Item): number {
  return (
    one.priority - other.priority ||
    Date.parse(one.dueAt) - Date.parse(other.dueAt) ||
    Date.parse(one.enqueuedAt) - Date.parse(other.enqueuedAt) ||
    (one.conversationId < other.conversationId ? -1 : Number(one.conversationId > other.conversationId))
  );
}

function byLastWord(one: Item, other: Item): number {
  return Date.parse(other.lastAt ?? other.enqueuedAt) - Date.parse(one.lastAt ?? one.enqueuedAt);
}

/** Whole seconds since a moment; never negative, because two clocks never agree. */
export function secondsSince(moment: string, now: number): number {
  const seconds = Math.floor((now - Date.parse(moment)) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}
