import { loaderStyles } from "./styles";

// The one script a bank puts on its own page:
//   <script src="https://chat.bank.example/cardline.js" data-lang="zh-Hans" defer></script>
// It draws a launcher in a shadow root, so the bank's styles and ours cannot disturb each other, and opens the chat in a
// frame of the script's own origin. Only counts and "close" cross the border, and both sides check origin and window.

const texts = {
  "zh-Hans": { open: "在线咨询", close: "关闭对话窗口", frame: "与银行在线咨询", unread: "{count} 条未读消息" },
  en: { open: "Chat with us", close: "Close the chat", frame: "Chat with the bank", unread: "{count} unread" },
};
const unreadShownMax = 99;

// Read now: currentScript is only known while the script runs for the first time.
const script = document.currentScript as HTMLScriptElement | null;
if (script) start(script);

function start(self: HTMLScriptElement): void {
  const origin = new URL(self.src, location.href).origin;
  const wanted = self.dataset["lang"] ?? document.documentElement.lang ?? navigator.language;
  const lang = wanted.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
  const words = texts[lang];
  let frame: HTMLIFrameElement | null = null;
  let isOpen = false;

  const host = document.createElement("div");
  host.lang = lang;
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // A constructed sheet is allowed under a policy that forbids inline styles.
  sheet.replaceSync(loaderStyles);
  root.adoptedStyleSheets = [sheet];

  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.className = "launcher";
  launcher.setAttribute("aria-expanded", "false");
  const label = document.createElement("span");
  label.textContent = words.open;
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  launcher.append(label, badge);
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.hidden = true;
  root.append(panel, launcher);

  const say = (what: string) => frame?.contentWindow?.postMessage({ cardline: what }, origin);

  function setOpen(open: boolean): void {
    if (open === isOpen) return;
    isOpen = open;
    if (open && !frame) makeFrame();
    else say(open ? "opened" : "closed");
    panel.hidden = !open;
    launcher.setAttribute("aria-expanded", String(open));
    host.toggleAttribute("data-open", open);
    if (open) frame?.focus();
    else launcher.focus();
  }

  function makeFrame(): void {
    frame = document.createElement("iframe");
    frame.title = words.frame;
    frame.src = `${origin}/chat?lang=${lang}&host=${encodeURIComponent(location.origin)}`;
    frame.addEventListener("load", () => {
      if (isOpen) say("opened");
    });
    panel.append(frame);
  }

  function showUnread(count: number): void {
    const known = Number.isInteger(count) && count > 0 ? Math.min(count, unreadShownMax) : 0;
    badge.hidden = known === 0;
    badge.textContent = known === 0 ? "" : String(known);
    const spoken = known === 0 ? "" : `, ${words.unread.replace("{count}", String(known))}`;
    launcher.setAttribute("aria-label", words.open + spoken);
  }

  launcher.addEventListener("click", () => setOpen(!isOpen));
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen) setOpen(false);
  });
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow) return;
    const message = event.data as { cardline?: string; count?: number } | null;
    if (message?.cardline === "close") setOpen(false);
    if (message?.cardline === "unread") showUnread(Number(message.count));
  });
  showUnread(0);
  document.body.append(host);
}
