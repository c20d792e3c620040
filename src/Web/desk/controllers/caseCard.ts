import { h } from "../../shared/dom";
import { fill } from "../../shared/language";
import { briefOf, evidenceText } from "../models/brief";
import type { CaseRight, Item, LogEntry } from "../models/types";
import { adviceWords, outcomeWords, reasonWords, rightOutcomeWords, wordOf } from "../words";
import { factsOf, priorityOf } from "./list";
import { moment } from "./moment";
import type { Desk } from "./workspace";

/** What an agent reads first: why, what was tried, what to do. So that the cardholder is asked nothing twice. */
export function caseCard(item: Item, entries: readonly LogEntry[], desk: Desk): HTMLElement {
  const { texts, lang } = desk;
  const { articles, outcomes } = briefOf(entries);
  const joined = (words: readonly string[]) => words.join(lang === "en" ? ", " : "、");
  const tried = [
    articles.length > 0 ? fill(texts.served, { articles: joined(articles) }) : texts.triedNothing,
    outcomes.length > 0 ? fill(texts.ended, { outcomes: joined(outcomes.map((outcome) => wordOf(outcomeWords, lang, outcome))) }) : "",
  ].filter(Boolean);
  const priority = priorityOf(item.priority);
  const evidence = evidenceText(item.evidence);
  return h(
    "section",
    { class: `case-card priority-${priority}` },
    h(
      "div",
      { class: "card-top" },
      h("h2", {}, wordOf(reasonWords, lang, item.reason), " ", h("span", { class: "priority" }, texts[priority])),
      h("p", { class: "facts" }, ...factsOf(item, null, texts).map((fact) => h("span", {}, fact))),
    ),
    h(
      "dl",
      {},
      h("dt", {}, texts.why),
      h("dd", {}, evidence ? h("q", { class: "evidence" }, evidence) : wordOf(reasonWords, lang, item.reason)),
      ...rightLines(item, desk),
      ...(item.intake ? [h("dt", {}, texts.intake), h("dd", {}, h("q", { class: "evidence intake" }, item.intake))] : []),
      ...(item.matters?.length ? [h("dt", {}, texts.matters), ...item.matters.map((title) => h("dd", { class: "matter" }, title))] : []),
      ...(item.summary ? [h("dt", {}, texts.summary), h("dd", { class: "summary" }, item.summary)] : []),
      h("dt", {}, texts.tried),
      ...tried.map((line) => h("dd", {}, line)),
      h("dt", {}, texts.todo),
      h("dd", {}, item.reason in adviceWords[lang] ? wordOf(adviceWords, lang, item.reason) : "–"),
    ),
  );
}

/** Every right that was invoked in the conversation: which, since when, under which reference, with which words, and what became of it. */
function rightLines(item: Item, { texts, lang }: Desk): readonly HTMLElement[] {
  const rights = item.rights ?? [];
  if (rights.length === 0) return [];
  const ended = (right: CaseRight) => right.outcome === null
    ? texts.rightStillOpen
    : fill(texts.rightSettled, { outcome: wordOf(rightOutcomeWords, lang, right.outcome), note: right.note ?? "" });
  return [
    h("dt", {}, texts.right),
    ...rights.map((right) => h(
      "dd",
      { class: right.outcome === null ? "right is-open" : "right" },
      fill(texts.rightSince, { right: wordOf(reasonWords, lang, right.right), when: moment(right.at, lang), reference: right.reference }),
      right.evidence ? ": " : "",
      right.evidence ? h("q", { class: "evidence" }, right.evidence) : null,
      ` – ${ended(right)}`,
    )),
  ];
}
