import { h } from "../../shared/dom";
import type { ChatTexts } from "../texts";

export interface SurveyAnswers {
  readonly isAnswered: (handoffId: string) => boolean;
  readonly answer: (handoffId: string, score: number, comment: string) => void;
}

const commentCharsMax = 500;
const scores = [1, 2, 3, 4, 5] as const;

/** Five labelled choices and a comment nobody has to write. The message above asks the question; here it is only spoken. */
export function surveyForm(handoffId: string, texts: ChatTexts, answers: SurveyAnswers): HTMLElement {
  const group = `survey-${handoffId}`;
  const choices = scores.map((score) =>
    h(
      "label",
      { class: "score" },
      h("input", { type: "radio", name: group, value: score, required: true }),
      h("span", {}, h("strong", {}, String(score)), ` ${texts[`survey${score}`]}`),
    ),
  );
  const comment = h("textarea", { rows: 2, maxlength: commentCharsMax });
  const send = h("button", { type: "submit", class: "primary" }, texts.surveySend);
  const form: HTMLFormElement = h(
    "form",
    { class: "survey", onsubmit: submit, onchange: () => send.scrollIntoView?.({ block: "nearest" }) },
    h("fieldset", {}, h("legend", { class: "unseen" }, texts.surveyQuestion), h("div", { class: "scores" }, ...choices)),
    h("label", { class: "comment" }, texts.surveyComment, comment),
    send,
  );
  function submit(event: Event): void {
    event.preventDefault();
    const score = Number(new FormData(form).get(group));
    if (score < 1) return;
    answers.answer(handoffId, score, comment.value.trim());
  }
  return form;
}
