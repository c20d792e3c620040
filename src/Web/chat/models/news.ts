import type { Entry } from "./transcript";

// Messages of one turn come within moments of each other; an agent's next thought takes longer.
const togetherMs = 10_000;

/** What was written after the page was opened. A long replay comes in several frames, and none of it is news. */
export function newsSince(entries: readonly Entry[], openedAt: number | null): readonly Entry[] {
  return entries.filter((entry) => entry.speaker !== "cardholder" && (openedAt === null || !(timeOf(entry) < openedAt)));
}

/**
 * Where a reader begins to read what was said last: the first of the messages that came together, so that the start of a
 * long answer is in view and not only its end. A survey is read by itself.
 */
export function newestStart(entries: readonly Entry[]): Entry | null {
  let at = entries.length - 1;
  const last = entries[at];
  if (!last || last.speaker === "cardholder") return null;
  while (last.kind !== "survey") {
    const before = entries[at - 1];
    const here = entries[at];
    if (!before || !here || before.speaker === "cardholder" || !(timeOf(here) - timeOf(before) < togetherMs)) break;
    at -= 1;
  }
  return entries[at] ?? null;
}

function timeOf(entry: Entry): number {
  return entry.at === null ? Number.NaN : Date.parse(entry.at);
}
