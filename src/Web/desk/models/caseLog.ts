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

  /** Sequence numbers are dense, so the end of the unbroken beginning is where reading goes on after a gap. */
  readFrom(): number {
    let seq = 0;
    while (this.bySeq.has(seq + 1)) seq += 1;
    return seq;
  }

  hasGap(): boolean {
    return this.readFrom() < Math.max(0, ...this.bySeq.keys());
  }
}

/** The entry whose content this one says was overwritten; it must be read again. */
export function redactedSeq(entry: LogEntry): number | null {
  if (entry.activity.name !== "cardline.redacted") return null;
  const seq = (entry.activity.value as { seq?: unknown } | undefined)?.seq;
  return typeof seq === "number" ? seq : null;
}
