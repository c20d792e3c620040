import type { Entry } from "./transcript";

// The messages of one of the bot's turns come within moments of each other.
const togetherMs = 10_000;

/** What was written after the page was opened. A long replay comes in several frames, and none of it is news. */
export function newsSince(entries: readonly Entry[], openedAt: number | null): readonly Entry[] {
  return entries.filter((entry) => entry.speaker !== "cardholder" && (openedAt === null || !(timeOf(entry) < openedAt)));
}

/**
 * Where a reader begins to read what was said last: the first message of the bot's turn, so that the first step is in view
 * and not only the end. What an agent or the bank itself says is read message by message.
 */
export function newestStart(entries: readonly Entry[]): Entry | null {
  let at = entries.length - 1;
  const last = entries[at];
  if (!last || last.speaker === "cardholder") return null;
  while (last.speaker === "bot") {
    const before = entries[at - 1];
    const here = entries[at];
    if (!before || !here || before.speaker !== "bot" || !(timeOf(here) - timeOf(before) < togetherMs)) break;
    at -= 1;
  }
  return entries[at] ?? null;
}

function timeOf(entry: Entry): number {
  return entry.at === null ? Number.NaN : Date.parse(entry.at);
}
