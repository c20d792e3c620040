/**
 * connecting: never been online yet. reconnecting: was online and tries again. polling: online without a socket.
 * paused: gave up for now, a button tries again. ended: the conversation is gone. off: the bank has switched the chat off.
 */
export type LinkState = "connecting" | "online" | "polling" | "reconnecting" | "paused" | "ended" | "off";

export const isUp = (state: LinkState): boolean => state === "online" || state === "polling";

/** Every wait of the connection in one place. Tests shorten them; nothing else does. */
export interface Timing {
  readonly backoffFirstMs: number;
  readonly backoffMostMs: number;
  readonly attemptsMax: number;
  readonly stableSocketMs: number;
  readonly keepAliveMs: number;
  readonly silenceMs: number;
  readonly refreshMs: number;
  readonly pollMs: number;
  readonly pollsPerSocketTry: number;
  readonly socketFailuresBeforePolling: number;
  readonly requestMs: number;
  readonly echoMs: number;
}

export const timing: Timing = {
  backoffFirstMs: 1_000,
  backoffMostMs: 30_000,
  attemptsMax: 40,
  stableSocketMs: 10_000,
  keepAliveMs: 20_000,
  // Three signs of life of the server: it sends one every 20 seconds.
  silenceMs: 60_000,
  refreshMs: 15 * 60_000,
  pollMs: 2_000,
  pollsPerSocketTry: 30,
  socketFailuresBeforePolling: 3,
  requestMs: 20_000,
  echoMs: 15_000,
};

/** Doubles up to the most, then takes a random part of it, so that a thousand phones do not come back in the same second. */
export function backoffMs(attempt: number, limits: Timing, random: number): number {
  const most = Math.min(limits.backoffMostMs, limits.backoffFirstMs * 2 ** Math.min(attempt, 16));
  return Math.round(most / 2 + (most / 2) * random);
}

/** Keeps the newest mark the server gave. An absent or empty one means "no news", never "from the start". */
export function newerWatermark(current: string, given: string | null | undefined): string {
  return given ? String(given) : current;
}
