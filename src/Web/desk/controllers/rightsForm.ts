import { append, h } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { CaseRight, RightOutcome, Settlement } from "../models/types";
import { reasonWords, rightOutcomes, rightOutcomeWords, wordOf } from "../words";
import type { Desk } from "./workspace";

export const noteCharsMax = 500;

interface Row {
  readonly reference: string;
  readonly outcome: HTMLSelectElement;
  readonly note: HTMLInputElement;
}

/** Asks what became of each open right before a case ends. It keeps what was typed for as long as it is shown. */
export class RightsForm {
  readonly node = h("div", { class: "rights-form" });
  private readonly rows: readonly Row[];

  constructor(private readonly desk: Desk, rights: readonly CaseRight[]) {
    this.rows = rights.map((right) => this.row(right));
  }

  focus(): void {
    this.rows[0]?.outcome.focus();
  }

  /** What was said, or what is missing in words. */
  read(): { readonly settlements: readonly Settlement[]; readonly problem: string } {
    const settlements: Settlement[] = [];
    for (const { reference, outcome, note } of this.rows) {
      const said = note.value.trim();
      const known = rightOutcomes.find((one: RightOutcome) => one === outcome.value);
      if (!known || said === "" || said.length > noteCharsMax) {
        (known ? note : outcome).focus();
        return { settlements: [], problem: fill(this.desk.texts.rightMissing, { reference, most: noteCharsMax }) };
      }
      settlements.push({ reference, outcome: known, note: said });
    }
    return { settlements, problem: "" };
  }

  private row(right: CaseRight): Row {
    const { texts, lang } = this.desk;
    const { reference } = right;
    const outcome = h("select", {}, h("option", { value: "" }, texts.rightChoose), ...rightOutcomes.map((one) => h("option", { value: one }, rightOutcomeWords[lang][one])));
    const note = h("input", { type: "text", maxlength: noteCharsMax });
    append(this.node, [
      h("label", {}, fill(texts.rightAsk, { right: wordOf(reasonWords, lang, right.right), reference }), outcome),
      h("label", {}, fill(texts.rightNote, { reference }), note),
    ]);
    return { reference, outcome, note };
  }
}
