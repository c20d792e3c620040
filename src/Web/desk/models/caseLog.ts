import type { LogEntry } from "./types";

/** One conversation's log as staff see it: by sequence number, never twice, whatever order it arrives in. */
export class CaseLog {
  private readonly bySeq = new Map<number, LogEntry>();

  add(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.bySeq.set(entry.seq, entry);
  }

  has(seq: number): boolean {
    return this.bySeq.has(seq);
  }

  entries(): readonly LogEntry[] {
    return [...this.bySeq.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Sequence numbers are dense, so the end of the unbroken beginning is where reading goes on after a gap. A trimmed log begins at its snapshot. */
  readFrom(): number {
    let seq = Math.max(0, ...[...this.bySeq.values()].filter(isSnapshot).map((entry) => entry.seq));
    while (this.bySeq.has(seq + 1)) seq += 1;
    return seq;
  }

  hasGap(): boolean {
    return this.readFrom() < Math.max(0, ...this.bySeq.keys());
  }
}

/** The entry that stands in place of all before it, which are no longer kept. */
function isSnapshot(entry: LogEntry): boolean {
  return entry.activity.type === "event" && entry.activity.name === "cardline.snapshot";
}

/** The entry whose content this one says was overwritten; it must be read again. */
export function redactedSeq(entry: LogEntry): number | null {
  if (entry.activity.name !== "cardline.redacted") return null;
  const seq = (entry.activity.value as { seq?: unknown } | undefined)?.seq;
  return typeof seq === "number" ? seq : null;
}
