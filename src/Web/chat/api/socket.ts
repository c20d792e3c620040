import type { ActivitySet } from "../models/activity";
import type { Timing } from "../models/connection";

export interface SocketEnd {
  readonly opened: boolean;
  /** True when it lived long enough for the next failure to count as the first one. */
  readonly stable: boolean;
}

export interface LiveSocket {
  readonly ended: Promise<SocketEnd>;
  close(): void;
}

/** One Direct Line socket. Frames are sets of activities; empty frames only show that the other side lives. */
export function openSocket(
  url: string,
  limits: Timing,
  on: { readonly opened: () => void; readonly received: (set: ActivitySet) => void },
): LiveSocket {
  const socket = new WebSocket(url);
  let openedAt = 0;
  let keepAlive: ReturnType<typeof setInterval> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let finish: (end: SocketEnd) => void = () => undefined;
  const ended = new Promise<SocketEnd>((done) => {
    finish = done;
  });
  const end = () => {
    clearInterval(keepAlive);
    clearTimeout(patience);
    clearTimeout(silence);
    finish({ opened: openedAt > 0, stable: openedAt > 0 && performance.now() - openedAt >= limits.stableSocketMs });
  };
  const giveUp = () => {
    socket.onmessage = null;
    socket.close();
    end();
  };
  const patience = setTimeout(giveUp, limits.requestMs);
  // A line that died without a word looks just like one on which nothing is said; only the signs of life tell them apart.
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, limits.silenceMs);
  };
  socket.onopen = () => {
    clearTimeout(patience);
    openedAt = performance.now();
    heard();
    keepAlive = setInterval(() => socket.send(""), limits.keepAliveMs);
    on.opened();
  };
  socket.onmessage = (message) => {
    heard();
    const set = readSet(message.data);
    if (set) on.received(set);
  };
  socket.onclose = end;
  socket.onerror = () => socket.close();
  return {
    ended,
    // Whoever closes has heard enough: frames still under way would belong to the past.
    close: giveUp,
  };
}

function readSet(data: unknown): ActivitySet | null {
  if (typeof data !== "string" || data === "") return null;
  try {
    const set = JSON.parse(data) as Partial<ActivitySet> | null;
    return Array.isArray(set?.activities) ? { activities: set.activities, watermark: set.watermark ?? null } : null;
  } catch {
    return null;
  }
}
