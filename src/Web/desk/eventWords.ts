import { fill, type Language } from "../shared/language";
import { evidenceText } from "./models/brief";
import type { DeskActivity } from "./models/types";
import { outcomeWords, reasonWords, rightOutcomeWords, wordOf } from "./words";

const lines = {
  en: {
    began: "The conversation began ({who})", signedIn: "signed in", anonymous: "anonymous", again: "The bot tries again (attempt {attempt})",
    outcome: "The bot {outcome}", holder: "Now with {to}", bot: "the bot", queue: "the queue", closed: "nobody: closed",
    initiate: "Handed over: {reason}{evidence}", accepted: "A colleague took over", failed: "The handoff failed", completed: "The handoff is complete",
    survey: "Rating: {score} of 5{comment}", needed: "{name}: the handoff was needed", notNeeded: "{name}: the handoff was not needed", redacted: "The content of entry {seq} was removed", left: "The cardholder left",
    invoked: "A right was invoked: {right}, reference {reference}{evidence}", settled: "Settled: {right}, {reference}: {outcome}{note}",
    snapshot: "What was said before is no longer kept ({entries} entries)", other: "{name}",
  },
  "zh-Hans": {
    began: "对话开始（{who}）", signedIn: "已登录", anonymous: "匿名", again: "智能助手重试（第 {attempt} 次）",
    outcome: "智能助手：{outcome}", holder: "当前：{to}", bot: "智能助手", queue: "排队等待", closed: "无人（已结束）",
    initiate: "转人工：{reason}{evidence}", accepted: "客服已接手", failed: "转接失败", completed: "转接已完成",
    survey: "评分：{score}/5{comment}", needed: "{name}：这次转人工有必要", notNeeded: "{name}：这次转人工没必要", redacted: "第 {seq} 条内容已删除", left: "持卡人已离开",
    invoked: "行使权利：{right}，编号 {reference}{evidence}", settled: "已了结：{right}，{reference}：{outcome}{note}",
    snapshot: "更早的内容不再保留（{entries} 条）", other: "{name}",
  },
} as const;

/** What happened, in one quiet line; null for what an agent need not see. */
export function eventLine(activity: DeskActivity, lang: Language): string | null {
  const words = lines[lang];
  const value = (activity.value ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => evidenceText(value[name]);
  const tail = (said: string) => (said === "" ? "" : ` – ${said}`);
  switch (activity.type === "event" ? (activity.name ?? "") : activity.type) {
    case "conversationUpdate":
      return fill(words.began, { who: value["signedIn"] === true ? words.signedIn : words.anonymous });
    case "cardline.turn":
      return Number(value["attempt"]) > 1 ? fill(words.again, { attempt: text("attempt") }) : null;
    case "cardline.outcome":
      // The message above says the same, and the handoff has a line of its own; only the rest is news to an agent.
      if (["Answered", "Greeted", "Noted", "HandedOff"].includes(text("outcome"))) return null;
      return fill(words.outcome, { outcome: wordOf(outcomeWords, lang, text("outcome")) });
    case "cardline.holder":
      // "A colleague took over" has been said by then.
      if (holderKind(value["to"]) === "agent") return null;
      return fill(words.holder, { to: holderWord(value["to"], words) });
    case "handoff.initiate":
      return fill(words.initiate, { reason: wordOf(reasonWords, lang, text("reason")), evidence: tail(text("evidence")) });
    case "cardline.right.invoked":
      return fill(words.invoked, { right: wordOf(reasonWords, lang, text("right")), reference: text("reference"), evidence: tail(text("evidence")) });
    case "cardline.right.settled": {
      const outcome = wordOf(rightOutcomeWords, lang, text("outcome"));
      return fill(words.settled, { right: wordOf(reasonWords, lang, text("right")), reference: text("reference"), outcome, note: tail(text("note")) });
    }
    case "handoff.summary":
      // It stands on the card, under words that say what it is.
      return null;
    case "handoff.status": {
      const state = text("state");
      return state === "accepted" || state === "failed" || state === "completed" ? words[state] : state;
    }
    case "handoff.needed":
      return fill(value["needed"] === true ? words.needed : words.notNeeded, { name: text("agentName") });
    case "cardline.survey":
      return fill(words.survey, { score: text("score"), comment: tail(text("comment")) });
    case "cardline.redacted":
      return fill(words.redacted, { seq: text("seq") });
    case "cardline.snapshot":
      return fill(words.snapshot, { entries: text("entries") });
    case "endOfConversation":
      return words.left;
    case "typing":
      return null;
    default:
      return fill(words.other, { name: activity.name ?? activity.type });
  }
}

function holderKind(to: unknown): string {
  return (typeof to === "object" && to !== null && "kind" in to ? String(to.kind) : String(to)).toLowerCase();
}

function holderWord(to: unknown, words: (typeof lines)[Language]): string {
  const known = holderKind(to);
  return known === "bot" || known === "queue" || known === "closed" ? words[known] : known;
}
