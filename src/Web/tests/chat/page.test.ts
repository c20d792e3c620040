// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { Banner } from "../../chat/controllers/banner";
import { MessageList } from "../../chat/controllers/messages";
import type { CardAction } from "../../chat/models/activity";
import { firstStanding } from "../../chat/models/standing";
import { Transcript } from "../../chat/models/transcript";
import { chatTexts } from "../../chat/texts";
import { h } from "../../shared/dom";
import { mine, outgoingMessage, said } from "../support";

const texts = chatTexts.en;
const look = { texts, lang: "en" as const, phone: "400-555-0100", judged: null, growing: null, over: false };
const surveyMessage = said("5", "How was it?", {
  channelData: { cardline: { speaker: "system", kind: "survey" } },
  suggestedActions: { actions: [{ title: "Well", value: { survey: { handoffId: "h9", score: 4 } } }] },
});

function shown(transcript: Transcript, answered: string[] = [], answers: unknown[] = [], pressed: unknown[] = [], over = false): HTMLElement {
  const list = h("ol");
  const messages = new MessageList(list, {
    retry: () => undefined,
    press: (chip) => pressed.push(chip.title),
    isAnswered: (handoffId) => answered.includes(handoffId),
    answer: (...answer) => answers.push(answer),
  });
  messages.show(transcript.entries, [], { ...look, over });
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

test("Messages_Sources_NameTheDocumentAndNotTheArticle", () => {
  const transcript = new Transcript();
  const sources = [{ article: "fee.annual", name: "Agreement", heading: "4.2", version: "9f1c2ab47d0011" }, { article: "x.y", version: "2027-01-01T00:00" }, { article: "a.b", name: "Charter", heading: "Charter" }];
  transcript.apply([said("1", "x", { channelData: { cardline: { speaker: "bot", sources } } })]);
  const items = [...shown(transcript).querySelectorAll(".sources li")];
  expect(items.map((node) => node.textContent)).toEqual(["Agreement · 4.2", "Charter"]);
  expect(items[0]?.getAttribute("title")).toBe("fee.annual, 9f1c2ab47d0011");
});

test("Messages_BankNumber_CanBeCalledAndNoOther", () => {
  const transcript = new Transcript();
  transcript.apply([said("1", "Call **400-555-0100**, not 400-555-0199 or 400-555-01001."), mine("2", "400-555-0100?", "m")]);
  const links = [...shown(transcript).querySelectorAll("a")];
  expect(links.map((link) => [link.getAttribute("href"), link.textContent])).toEqual([["tel:4005550100", "400-555-0100"]]);
});

test("Messages_FirstStep_KeepsItsChipsUntilTheEnd", () => {
  const transcript = new Transcript();
  const chips = { suggestedActions: { actions: [{ type: "messageBack", title: "Freeze the card" }] } };
  transcript.apply([
    said("1", "Freeze it first", { channelData: { cardline: { speaker: "bot", kind: "firstStep" } }, ...chips }),
    said("2", "A colleague comes", { channelData: { cardline: { speaker: "system", kind: "handedOff" } } }),
    mine("3", "hello?", "m"),
  ]);
  const pressed: unknown[] = [];
  shown(transcript, [], [], pressed).querySelector<HTMLButtonElement>(".kind-firstStep .chip")?.click();
  expect(pressed).toEqual(["Freeze the card"]);
  expect(transcript.openChips()).toBeNull();
  expect(shown(transcript, [], [], [], true).querySelector(".chip")).toBeNull();
});

const answer = (id: string) => said(id, "The fee is ...", { channelData: { cardline: { speaker: "bot", kind: "answer" } } });

test("Messages_Answer_CanBeSaidNotToHelp", () => {
  const transcript = new Transcript();
  transcript.apply([answer("1"), mine("2", "and?", "m"), answer("3"), said("4", "A person?", { channelData: { cardline: { speaker: "bot", kind: "offer" } } })]);
  const pressed: CardAction[] = [];
  const list = h("ol");
  const actions = { retry: () => undefined, press: (chip: CardAction) => void pressed.push(chip), isAnswered: () => false, answer: () => undefined };
  const messages = new MessageList(list, actions);
  document.body.replaceChildren(h("div", { id: "scroll", tabindex: 0 }, list));
  messages.show(transcript.entries, [], { ...look, judged: transcript.judgedAnswer() });
  const buttons = [...list.querySelectorAll<HTMLButtonElement>(".not-helpful")];
  expect(buttons.map((node) => [node.closest("li")?.textContent?.includes("The fee"), node.textContent, node.type])).toEqual([[true, texts.notHelpful, "button"]]);
  buttons[0]?.click();
  expect(pressed).toEqual([{ text: texts.notHelpful, displayText: texts.notHelpful, value: { action: "helpful", helpful: "no" } }]);
  expect(document.activeElement?.id).toBe("scroll");
  messages.show(transcript.entries, [], look);
  expect(list.querySelector(".not-helpful")).toBeNull();
});

test("JudgedAnswer_AfterWordsOfTheCardholderOrAPerson_IsNone", () => {
  for (const later of [mine("2", "and?", "m"), said("2", "A colleague comes", { channelData: { cardline: { speaker: "bot", kind: "handedOff" } } }), said("2", "Mei is here", { channelData: { cardline: { speaker: "system", kind: "joined" } } })]) {
    const transcript = new Transcript();
    transcript.apply([answer("1")]);
    expect(transcript.judgedAnswer()?.id).toBe("1");
    transcript.apply([later]);
    expect(transcript.judgedAnswer()).toBeNull();
  }
});

test("Messages_Shown_TellWhereTheNewsBeginsOnce", () => {
  const transcript = new Transcript();
  const list = h("ol");
  const messages = new MessageList(list, { retry: () => undefined, press: () => undefined, isAnswered: () => false, answer: () => undefined });
  transcript.apply([mine("1", "help", "m"), said("2", "first", { timestamp: "2026-01-01T00:00:00.000Z" }), said("3", "second", { timestamp: "2026-01-01T00:00:01.000Z" })]);
  expect(messages.show(transcript.entries, [], look)).toEqual({ start: list.children[1], mustSee: false });
  expect(messages.show(transcript.entries, [], look)).toBeNull();
  transcript.apply([surveyMessage]);
  expect(messages.show(transcript.entries, [], look)).toEqual({ start: list.children[3], mustSee: true });
  transcript.apply([mine("9", "thanks", "n")]);
  expect(messages.show(transcript.entries, [], look)).toBeNull();
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
  expect(shown(transcript, ["h9"]).querySelector(".thanks")?.textContent).toBe(texts.surveyThanks);
});

test("Outgoing_Failed_OffersToSendAgain", () => {
  const list = h("ol");
  const retried: string[] = [];
  const messages = new MessageList(list, { retry: (id) => retried.push(id), press: () => undefined, isAnswered: () => false, answer: () => undefined });
  const activity = outgoingMessage("please", "m1");
  messages.show([], [{ id: "m1", activity, state: "sending", attempts: 1, echoes: true }], look);
  expect(list.querySelector("button")).toBeNull();
  messages.show([], [{ id: "m1", activity, state: "failed", attempts: 6, echoes: true }], look);
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
