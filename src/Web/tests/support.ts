import type { Vault } from "../chat/api/credentials";
import type { Activity } from "../chat/models/activity";
import { timing, type Timing } from "../chat/models/connection";

const ceilingMs = 8_000;

/** Waits for a condition, not for a time. The ceiling only ends a test that would never end. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > ceilingMs) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((next) => setImmediate(next));
  }
}

export const quick: Timing = {
  ...timing,
  backoffFirstMs: 4,
  backoffMostMs: 16,
  stableSocketMs: 0,
  pollMs: 4,
  pollsPerSocketTry: 5,
  requestMs: 2_000,
  echoMs: 60,
};

export class MemoryVault implements Vault {
  constructor(public secret: string | null = null) {}

  read(): string | null {
    return this.secret;
  }

  write(secret: string | null): void {
    this.secret = secret;
  }
}

let count = 0;

export function said(id: string, text: string, more: Partial<Activity> = {}): Activity {
  return { type: "message", id, text, from: { role: "bot", name: "Cardline" }, channelData: { cardline: { speaker: "bot" } }, ...more };
}

export function mine(id: string, text: string, clientId: string): Activity {
  return { type: "message", id, text, from: { role: "user" }, channelData: { clientActivityID: clientId } };
}

export function outgoingMessage(text: string, clientId = `m${(count += 1)}`) {
  return { type: "message", text, channelData: { clientActivityID: clientId } };
}
