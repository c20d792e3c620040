import { h } from "../../shared/dom";
import { fill } from "../../shared/language";
import { briefOf, evidenceText } from "../models/brief";
import type { Item, LogEntry } from "../models/types";
import { adviceWords, outcomeWords, reasonWords, wordOf } from "../words";
import { factsOf, priorityOf } from "./list";
import type { Desk } from "./workspace";

/** What an agent reads first: why, what was tried, what to do. So that the cardholder is asked nothing twice. */
export function caseCard(item: Item, entries: readonly LogEntry[], { texts, lang }: Desk): HTMLElement {
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
      h("dt", {}, texts.tried),
      ...tried.map((line) => h("dd", {}, line)),
      h("dt", {}, texts.todo),
      h("dd", {}, item.reason in adviceWords[lang] ? wordOf(adviceWords, lang, item.reason) : "–"),
    ),
  );
}
