import { button, h, replace } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { HandoffReport, NeededRow } from "../models/types";
import { reasonWords, wordOf } from "../words";
import type { Desk } from "./workspace";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Which reasons brought a person in, and how often agents called that needed. */
export class ReportView {
  readonly node: HTMLElement;
  private readonly place = h("div", { class: "report-place", role: "status" });

  constructor(private readonly desk: Desk, close: () => void, private readonly signedOut: () => void) {
    const { texts } = desk;
    this.node = h("main", { class: "report", hidden: true }, h("h2", { tabindex: -1 }, texts.report), this.place, button(texts.reportClose, "plain", close));
  }

  async open(): Promise<void> {
    this.node.hidden = false;
    this.node.querySelector("h2")?.focus();
    replace(this.place, h("p", {}, this.desk.texts.reportReading));
    const result = await this.desk.client.report();
    if (result.status === 401) return this.signedOut();
    replace(this.place, ...(result.body ? this.shown(result.body) : [h("p", { class: "problem" }, result.problem ?? this.desk.texts.failed)]));
  }

  private shown(report: HandoffReport): readonly HTMLElement[] {
    const { texts } = this.desk;
    const { all } = report;
    const sum = fill(texts.reportSum, { since: report.since.slice(0, 10), handoffs: all.handoffs, judged: all.judged, unjudged: all.endedUnjudged });
    const heads = [texts.reportReason, texts.reportRule, texts.reportHandoffs, texts.reportJudged, texts.reportNeeded, texts.reportUnjudged, texts.reportSurvey];
    const rows = report.reasons.flatMap((reason) => [reason, ...report.rules.filter((rule) => rule.reason === reason.reason)].map((row, index) => this.row(row, index === 0)));
    return [
      h("p", {}, sum),
      h("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": texts.report },
        h("table", {}, h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, ...rows))),
    ];
  }

  private row(row: NeededRow, isReason: boolean): HTMLElement {
    const { texts, lang } = this.desk;
    const [low = 0, high = 1] = row.interval;
    const share = row.precision === null ? "–" : fill(texts.reportShare, { share: percent(row.precision), low: percent(low), high: percent(high) });
    const numbers = [row.handoffs, row.judged, share, row.endedUnjudged, row.surveyMean ?? "–"];
    return h(
      "tr",
      { class: isReason ? "of-reason" : null },
      h("th", { scope: "row" }, wordOf(reasonWords, lang, row.reason)),
      h("td", {}, isReason ? texts.reportAllRules : (row.rule ?? "–")),
      ...numbers.map((number) => h("td", { class: "number" }, String(number))),
    );
  }
}
