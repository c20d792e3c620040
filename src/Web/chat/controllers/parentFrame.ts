// What the frame and the loader on the bank's page say to each other: that something is unread, and "please close".
// Never a word of the conversation. Each side checks the window and the origin it hears from.

export interface ParentFrame {
  readonly unread: (count: number) => void;
  readonly close: (() => void) | null;
}

export function connectToParent(query: string, on: { readonly opened: () => void; readonly closed: () => void }): ParentFrame {
  const origin = new URLSearchParams(query).get("host");
  if (window.parent === window || !origin || !/^https?:\/\/[^/]+$/.test(origin)) return { unread: () => undefined, close: null };
  const say = (message: object) => window.parent.postMessage(message, origin);
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== window.parent) return;
    const said = (event.data as { cardline?: string } | null)?.cardline;
    if (said === "opened") on.opened();
    if (said === "closed") on.closed();
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) say({ cardline: "close" });
  });
  return { unread: (count) => say({ cardline: "unread", count }), close: () => say({ cardline: "close" }) };
}
