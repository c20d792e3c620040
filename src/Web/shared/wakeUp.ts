/** Longer than this in the background, and a phone may have lost its sockets without telling the page. */
const asleepMs = 30_000;

/**
 * Calls back when the network has changed or the page has slept: a socket that died meanwhile looks alive until somebody
 * writes on it. Stops with the signal.
 */
export function onWakeUp(wake: () => void, signal?: AbortSignal, now: () => number = () => performance.now()): void {
  const options = signal ? { signal } : {};
  let hiddenAt: number | null = null;
  for (const change of ["online", "offline"]) window.addEventListener(change, wake, options);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = now();
    else if (hiddenAt !== null && now() - hiddenAt >= asleepMs) wake();
  }, options);
}
