import { h, KeyedRows, type Row } from "../../shared/dom";
import { fill, type Language } from "../../shared/language";
import { markdownNodes } from "../../shared/markdownView";
import type { Source } from "../models/activity";
import type { Outgoing } from "../models/outbox";
import type { Entry } from "../models/transcript";
import { maskedNotes, type ChatTexts } from "../texts";
import { surveyForm, type SurveyAnswers } from "./survey";

const spokenCharsMax = 600;

export interface MessageActions extends SurveyAnswers {
  readonly retry: (id: string) => void;
}

/** The list of messages: what is in the log, then what this page has written and the log does not show yet. */
export class MessageList {
  private readonly rows: KeyedRows;

  constructor(list: Element, private readonly actions: MessageActions) {
    this.rows = new KeyedRows(list);
  }

  show(entries: readonly Entry[], outgoing: readonly Outgoing[], texts: ChatTexts, lang: Language): void {
    const lastSurvey = entries.findLast((entry) => entry.kind === "survey");
    const logged = entries.map((entry): Row => {
      const survey = entry === lastSurvey && entry.handoffId !== null && !this.actions.isAnswered(entry.handoffId);
      return {
        key: entry.id,
        signature: JSON.stringify([entry, survey, lang]),
        build: () => this.entryNode(entry, survey, texts, lang),
      };
    });
    const pending = outgoing.filter((item) => item.activity.type === "message").map((item): Row => {
      const shown = item.activity.channelData.messageBack?.displayText ?? item.activity.text ?? "";
      return {
        key: `outgoing ${item.id}`,
        signature: `${item.state} ${lang}`,
        build: () => this.outgoingNode(item, shown, texts),
      };
    });
    this.rows.show([...logged, ...pending]);
  }

  private entryNode(entry: Entry, survey: boolean, texts: ChatTexts, lang: Language): HTMLElement {
    const body = entry.markdown ? markdownNodes(entry.text) : [h("p", { class: "as-written" }, entry.text)];
    return h(
      "li",
      { class: `message from-${entry.speaker} kind-${entry.kind || "plain"}` },
      h("p", { class: "who" }, h("span", {}, whoSays(entry, texts)), timeNode(entry.at, lang)),
      h("div", { class: "bubble", lang: entry.lang }, ...body, sourcesNode(entry.sources, texts)),
      ...maskedNotes(entry.masked, texts).map((note) => h("p", { class: "masked" }, note)),
      survey && surveyForm(entry.handoffId ?? "", texts, this.actions),
    );
  }

  private outgoingNode(item: Outgoing, shown: string, texts: ChatTexts): HTMLElement {
    const words = { waiting: texts.waiting, sending: texts.sending, accepted: texts.sending, failed: texts.notSent }[item.state];
    const again = item.state === "failed"
      && h("button", { type: "button", class: "retry", onclick: () => this.actions.retry(item.id) }, texts.refused);
    return h(
      "li",
      { class: `message from-cardholder is-${item.state}` },
      h("p", { class: "who" }, h("span", {}, texts.you)),
      h("div", { class: "bubble" }, h("p", { class: "as-written" }, shown)),
      h("p", { class: "delivery", role: item.state === "failed" ? "alert" : null }, words, " ", again),
    );
  }
}

/** The speaker in words at each message, so that nobody takes a program for a person or the other way round. */
export function whoSays(entry: Pick<Entry, "speaker" | "name">, texts: ChatTexts): string {
  switch (entry.speaker) {
    case "cardholder":
      return texts.you;
    case "agent":
      return entry.name ? `${entry.name} · ${texts.agent}` : texts.agent;
    case "system":
      return texts.system;
    case "bot":
      return texts.botName;
  }
}

/** What a screen reader says of new messages: who, then the words without their marks. */
export function spokenWords(entries: readonly Entry[], texts: ChatTexts): string {
  const said = entries.map((entry) => fill(texts.said, { name: whoSays(entry, texts), text: entry.text }));
  return said.join("\n").replace(/[*_#`]/g, "").slice(0, spokenCharsMax);
}

function timeNode(at: string | null, lang: Language): HTMLElement | null {
  const when = at ? new Date(at) : null;
  if (!when || Number.isNaN(when.getTime())) return null;
  return h("time", { datetime: when.toISOString() }, when.toLocaleTimeString(lang === "en" ? "en-GB" : "zh-CN", { hour: "2-digit", minute: "2-digit" }));
}

function sourcesNode(sources: readonly Source[], texts: ChatTexts): HTMLElement | null {
  if (sources.length === 0) return null;
  const items = sources.map((source) => {
    const parts = [source.name ?? source.article ?? "", source.heading ?? ""].filter(Boolean);
    const version = source.version ? fill(texts.version, { version: shortVersion(source.version) }) : "";
    const exact = [source.article, version].filter(Boolean).join(", ");
    return h("li", {}, parts.join(" · "), exact && h("span", { class: "exact" }, ` (${exact})`));
  });
  return h("div", { class: "sources" }, h("p", {}, texts.sources), h("ul", {}, ...items));
}

/** A date stays whole; a fingerprint is known by its first letters. */
function shortVersion(version: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(version) ? version.slice(0, 10) : version.slice(0, 8);
}
