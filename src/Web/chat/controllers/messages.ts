import { button, h, KeyedRows, type Row } from "../../shared/dom";
import { fill, type Language } from "../../shared/language";
import { markdownNodes } from "../../shared/markdownView";
import type { CardAction } from "../models/activity";
import type { Growing } from "../models/growing";
import { newestStart } from "../models/news";
import type { Outgoing } from "../models/outbox";
import type { Entry } from "../models/transcript";
import { maskedNotes, type ChatTexts } from "../texts";
import { linkPhone } from "./phone";
import type { NewsPlace } from "./scroll";
import { sourcesNode } from "./sources";
import { surveyForm, type SurveyAnswers } from "./survey";

const spokenCharsMax = 600;

export interface MessageActions extends SurveyAnswers {
  readonly retry: (id: string) => void;
  readonly press: (chip: CardAction) => void;
}

/** What the same messages look different by. */
export interface MessageLook {
  readonly texts: ChatTexts;
  readonly lang: Language;
  /** The bank's number, callable where a message names it. */
  readonly phone: string | null;
  /** The answer that may still be said not to help; null when there is none. */
  readonly judged: Entry | null;
  /** The answer that is being written; null when there is none. */
  readonly growing: Growing | null;
  /** When the conversation is over there is nothing left to press. */
  readonly over: boolean;
}

type SurveyState = "none" | "open" | "answered";

/** The list of messages: what is in the log, then what this page has written and the log does not show yet. */
export class MessageList {
  private readonly rows: KeyedRows;
  private newest = "";
  private grown = "";

  constructor(private readonly list: Element, private readonly actions: MessageActions) {
    this.rows = new KeyedRows(list);
  }

  /** Returns where the news begins, when somebody else has said something since the last time. */
  show(entries: readonly Entry[], outgoing: readonly Outgoing[], look: MessageLook): NewsPlace | null {
    const { texts, lang, phone, over, judged, growing } = look;
    const lastSurvey = entries.findLast((entry) => entry.kind === "survey");
    const logged = entries.map((entry): Row => {
      const survey = entry !== lastSurvey || entry.handoffId === null ? "none" : this.actions.isAnswered(entry.handoffId) ? "answered" : "open";
      return {
        key: keyOf(entry),
        signature: JSON.stringify([entry, survey, lang, phone, over, entry === judged]),
        build: () => this.entryNode(entry, survey, look),
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
    const grows = growing ? [{ key: growing.streamId, signature: JSON.stringify([growing, lang, phone]), build: () => this.growingNode(growing, look) }] : [];
    this.rows.show([...logged, ...grows, ...pending]);
    return this.newsPlace(entries, growing);
  }

  /** An answer is news when it begins to grow; that it is whole moves nobody who reads it. */
  private newsPlace(entries: readonly Entry[], growing: Growing | null): NewsPlace | null {
    const newest = entries.at(-1);
    const key = newest ? keyOf(newest) : "";
    const begins = growing !== null && growing.streamId !== this.grown;
    const isNew = key !== this.newest && key !== this.grown;
    this.newest = key;
    if (begins) this.grown = growing.streamId;
    if (!begins && !isNew) return this.stillGrown(key, growing);
    const first = newestStart(entries);
    const start = this.rows.find(begins ? growing.streamId : first ? keyOf(first) : "");
    return start ? { start, mustSee: !begins && newest?.kind === "survey" } : null;
  }

  /** Every chunk, and the whole message, draws the answer anew; whoever reads its beginning must not lose it to what comes below. */
  private stillGrown(newest: string, growing: Growing | null): NewsPlace | null {
    const isLast = this.grown !== "" && (growing?.streamId === this.grown || newest === this.grown);
    const start = isLast ? this.rows.find(this.grown) : null;
    return start ? { start, mustSee: false, goesOn: true } : null;
  }

  /** Drawn as its end will be. It is not read aloud: only a message that came is. */
  private growingNode(growing: Growing, { texts, phone }: MessageLook): HTMLElement {
    const body = markdownNodes(growing.text);
    for (const part of body) linkPhone(part, phone);
    return h(
      "li",
      { class: "message from-bot is-growing", "aria-busy": "true" },
      h("p", { class: "who" }, h("span", {}, texts.botName)),
      h("div", { class: "bubble", lang: growing.lang }, ...body),
    );
  }

  private entryNode(entry: Entry, survey: SurveyState, { texts, lang, phone, over, judged }: MessageLook): HTMLElement {
    const body = entry.markdown ? markdownNodes(entry.text) : [h("p", { class: "as-written" }, entry.text)];
    if (entry.speaker !== "cardholder") for (const part of body) linkPhone(part, phone);
    // What keeps a card safe stays at hand while the talk goes on, so it stands with its message and not under the last one.
    const safety = entry.kind === "firstStep" && !over ? entry.chips : [];
    return h(
      "li",
      { class: `message from-${entry.speaker} kind-${entry.kind || "plain"}` },
      h("p", { class: "who" }, h("span", {}, whoSays(entry, texts)), timeNode(entry.at, lang)),
      h("div", { class: "bubble", lang: entry.lang }, ...body, this.chipsNode(safety), entry.composed && h("p", { class: "composed" }, texts.composed), sourcesNode(entry.sources, texts)),
      ...maskedNotes(entry.masked, texts).map((note) => h("p", { class: "masked" }, note)),
      entry === judged && !over && button(texts.notHelpful, "not-helpful", () => this.notHelpful(texts)),
      survey === "open" && surveyForm(entry.handoffId ?? "", texts, this.actions),
      survey === "answered" && h("p", { class: "thanks" }, texts.surveyThanks),
    );
  }

  private chipsNode(chips: readonly CardAction[]): HTMLElement | null {
    if (chips.length === 0) return null;
    return h("div", { class: "chips" }, ...chips.map((chip) => button(chip.title ?? "", "chip", () => this.actions.press(chip))));
  }

  private notHelpful(texts: ChatTexts): void {
    this.actions.press({ text: texts.notHelpful, displayText: texts.notHelpful, value: { action: "helpful", helpful: "no" } });
    // The pressed button is gone; the reader's place is then the conversation, not the start of the page.
    this.list.closest<HTMLElement>("#scroll")?.focus();
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

/** An answer that grew keeps its place in the list, and the reader's, when it is whole. */
const keyOf = (entry: Entry): string => entry.streamId ?? entry.id;

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
