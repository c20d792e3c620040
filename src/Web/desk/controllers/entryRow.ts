import { h, type Row } from "../../shared/dom";
import { fill } from "../../shared/language";
import { markdownNodes } from "../../shared/markdownView";
import { eventLine } from "../eventWords";
import type { OutgoingMessage } from "../models/outgoing";
import type { LogEntry } from "../models/types";
import { maskedWords, wordOf } from "../words";
import type { Desk } from "./workspace";

/** A message is drawn as one; everything else as a quiet line. Null for what an agent need not see. */
export function entryRow(entry: LogEntry, desk: Desk): Row | null {
  const signature = JSON.stringify(entry);
  if (entry.activity.type === "message") {
    return { key: `entry ${entry.seq}`, signature, build: () => messageNode(entry, desk) };
  }
  const line = eventLine(entry.activity, desk.lang);
  if (line === null) return null;
  return {
    key: `entry ${entry.seq}`,
    signature,
    build: () => h("li", { class: "event" }, timeNode(entry.at, desk), line, !entry.visible && h("span", { class: "unseen" }, ` (${desk.texts.staffOnly})`)),
  };
}

export function outgoingRow(message: OutgoingMessage, desk: Desk, again: (clientId: string) => void): Row {
  const failed = message.state === "failed";
  const state = failed ? fill(desk.texts.notSent, { problem: message.problem ?? desk.texts.failed }) : desk.texts.sending;
  return {
    key: `outgoing ${message.clientId}`,
    signature: JSON.stringify(message),
    build: () =>
      h(
        "li",
        { class: `message from-agent is-${message.state}` },
        h("p", { class: "who" }, desk.agent.name),
        h("div", { class: "bubble" }, h("p", { class: "as-written" }, message.text)),
        h("p", { class: "delivery", role: failed ? "alert" : null }, state, " ",
          failed && h("button", { type: "button", class: "plain", onclick: () => again(message.clientId) }, desk.texts.again)),
      ),
  };
}

function messageNode(entry: LogEntry, desk: Desk): HTMLElement {
  const { activity } = entry;
  const { texts } = desk;
  const data = activity.channelData?.cardline;
  const isCardholder = activity.from?.role === "user";
  const speaker = isCardholder ? "cardholder" : data?.speaker === "agent" || data?.speaker === "system" ? data.speaker : "bot";
  const name = speaker === "agent" || speaker === "cardholder" ? activity.from?.name : "";
  const text = (isCardholder ? activity.channelData?.messageBack?.displayText : undefined) ?? activity.text ?? "";
  const isPlain = isCardholder || activity.textFormat === "plain";
  const sources = (data?.sources ?? []).map((source) => source.article ?? source.name).filter(Boolean);
  return h(
    "li",
    { class: `message from-${speaker}` },
    h("p", { class: "who" }, [texts[speaker], name].filter(Boolean).join(": "), " ", timeNode(entry.at, desk)),
    h("div", { class: "bubble", lang: activity.locale ?? null }, ...(isPlain ? [h("p", { class: "as-written" }, text)] : markdownNodes(text))),
    (data?.masked ?? []).length > 0 && h("p", { class: "small" }, fill(texts.masked, { kinds: (data?.masked ?? []).map((kind) => wordOf(maskedWords, desk.lang, kind)).join(desk.lang === "en" ? ", " : "、") })),
    sources.length > 0 && h("p", { class: "small" }, data?.composed ? fill(texts.composed, { sources: sources.join(", ") }) : sources.join(", ")),
  );
}

function timeNode(at: string, { lang }: Desk): HTMLElement | null {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return null;
  return h("time", { datetime: when.toISOString() }, when.toLocaleTimeString(lang === "en" ? "en-GB" : "zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
}
