// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { Banner } from "../../chat/controllers/banner";
import { MessageList } from "../../chat/controllers/messages";
import { firstStanding } from "../../chat/models/standing";
import { Transcript } from "../../chat/models/transcript";
import { chatTexts } from "../../chat/texts";
import { h } from "../../shared/dom";
import { mine, outgoingMessage, said } from "../support";

const texts = chatTexts.en;
const surveyMessage = said("5", "How was it?", {
  channelData: { cardline: { speaker: "system", kind: "survey" } },
  suggestedActions: { actions: [{ title: "Well", value: { survey: { handoffId: "h9", score: 4 } } }] },
});

function shown(transcript: Transcript, answered: string[] = [], answers: unknown[] = []): HTMLElement {
  const list = h("ol");
  const messages = new MessageList(list, {
    retry: () => undefined,
    isAnswered: (handoffId) => answered.includes(handoffId),
    answer: (...answer) => answers.push(answer),
  });
  messages.show(transcript.entries, [], texts, "en");
  return list;
}

test("Messages_EverySpeaker_IsNamedInWords", () => {
  const transcript = new Transcript();
  transcript.apply([
    said("1", "hello"), mine("2", "hi", "m"),
    said("3", "I am Mei", { from: { role: "bot", name: "Mei" }, channelData: { cardline: { speaker: "agent" } } }),
    said("4", "note", { channelData: { cardline: { speaker: "system" } } }),
  ]);
  const who = [...shown(transcript).querySelectorAll(".who span")].map((node) => node.textContent);
  expect(who).toEqual([texts.botName, texts.you, `Mei · ${texts.agent}`, texts.system]);
});

test("Messages_Masked_SaysWhy", () => {
  const transcript = new Transcript();
  transcript.apply([{ ...mine("1", "************1111", "m"), channelData: { clientActivityID: "m", cardline: { masked: ["card_number"] } } }]);
  expect(shown(transcript).querySelector(".masked")?.textContent).toBe(texts.maskedCard);
});

test("Messages_Sources_NameArticleAndShortVersion", () => {
  const transcript = new Transcript();
  const sources = [{ article: "fee.annual", name: "Agreement", heading: "4.2", version: "9f1c2ab47d0011" }, { article: "x.y", version: "2027-01-01T00:00" }];
  transcript.apply([said("1", "x", { channelData: { cardline: { speaker: "bot", sources } } })]);
  const items = [...shown(transcript).querySelectorAll(".sources li")].map((node) => node.textContent);
  expect(items[0]).toBe("Agreement · 4.2 (fee.annual, version 9f1c2ab4)");
  expect(items[1]).toContain("version 2027-01-01");
});

test("Survey_Unanswered_ShowsFiveLabelledChoicesAndSendsOne", () => {
  const transcript = new Transcript();
  transcript.apply([surveyMessage]);
  const answers: unknown[] = [];
  const list = shown(transcript, [], answers);
  document.body.replaceChildren(list);
  const choices = [...list.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  expect(choices.map((choice) => choice.value)).toEqual(["1", "2", "3", "4", "5"]);
  expect(list.querySelectorAll("label.score").length).toBe(5);
  const form = list.querySelector("form");
  form?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(answers).toEqual([]);
  const fourth = choices[3];
  if (fourth) fourth.checked = true;
  form?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(answers).toEqual([["h9", 4, ""]]);
});

test("Survey_AnsweredBefore_IsNotAskedAgain", () => {
  const transcript = new Transcript();
  transcript.apply([surveyMessage]);
  expect(shown(transcript, ["h9"]).querySelector("form")).toBeNull();
});

test("Outgoing_Failed_OffersToSendAgain", () => {
  const list = h("ol");
  const retried: string[] = [];
  const messages = new MessageList(list, { retry: (id) => retried.push(id), isAnswered: () => false, answer: () => undefined });
  const activity = outgoingMessage("please", "m1");
  messages.show([], [{ id: "m1", activity, state: "sending", attempts: 1, echoes: true }], texts, "en");
  expect(list.querySelector("button")).toBeNull();
  messages.show([], [{ id: "m1", activity, state: "failed", attempts: 6, echoes: true }], texts, "en");
  expect(list.querySelector(".delivery")?.textContent).toContain(texts.notSent);
  list.querySelector("button")?.click();
  expect(retried).toEqual(["m1"]);
});

test("Banner_HotlineWithWords_LinksOnlyTheNumber", () => {
  const place = h("section");
  const standing = { ...firstStanding, holder: "queue" as const };
  new Banner(place, () => undefined).show({ link: "online", standing, agentsOnDuty: 0, hotline: "400-555 0100 (24 h)" }, texts);
  expect(place.querySelector("a")?.getAttribute("href")).toBe("tel:4005550100");
  expect(place.textContent).toContain("400-555 0100 (24 h)");
});
