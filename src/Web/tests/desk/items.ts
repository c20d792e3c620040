import type { Item } from "../../desk/models/types";

export function item(id: string, more: Partial<Item> = {}): Item {
  return {
    conversationId: id, handoffId: "h", state: "waiting", place: 1, reason: "fraud", priority: 2, evidence: "", lang: "en", signedIn: false,
    cardholderName: null, enqueuedAt: "2026-01-01T00:00:00Z", dueAt: "2026-01-01T00:02:00Z", claimedAt: null, agentId: null, agentName: null,
    lastSeq: 1, lastText: null, lastFrom: null, lastAt: null, epoch: 1, ...more,
  };
}
