// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { DeskClient } from "../../desk/api/client";
import { CaseActions } from "../../desk/controllers/caseActions";
import { caseCard } from "../../desk/controllers/caseCard";
import { entryRow } from "../../desk/controllers/entryRow";
import { CaseList } from "../../desk/controllers/list";
import type { Desk } from "../../desk/controllers/workspace";
import { Board } from "../../desk/models/board";
import type { Item, LogEntry } from "../../desk/models/types";
import { deskTexts } from "../../desk/texts";
import { fill } from "../../shared/language";
import { until } from "../support";
import { item } from "./items";

const texts = deskTexts.en;
const deskWith = (client: Partial<DeskClient> = {}): Desk => ({
  origin: "", client: client as DeskClient, agent: { id: "me", name: "Mei" }, lang: "en", texts,
});
const entry = (activity: LogEntry["activity"], visible = true): LogEntry => ({ seq: 1, epoch: 1, at: "2026-01-01T00:00:00Z", visible, activity });

test("List_WaitingCase_SaysReasonPlaceLanguageAndWhoInWords", () => {
  const board = new Board();
  board.reset([item("b", { lang: "zh-Hans", signedIn: true, cardholderName: "Ms Chan", priority: 2 }), item("a", { reason: "lost_stolen", priority: 1, evidence: "it is gone" })], 1);
  const list = new CaseList(deskWith(), () => undefined);
  list.show(board);
  const cases = [...list.node.querySelectorAll("button.case")].map((node) => node.textContent ?? "");
  expect(cases[0]).toContain("Lost or stolen card");
  expect(cases[0]).toContain("Urgent");
  expect(cases[0]).toContain("Place 1");
  expect(cases[0]).toContain("it is gone");
  expect(cases[0]).toContain(texts.anonymous);
  expect(cases[1]).toContain("Place 2");
  expect(cases[1]).toContain("Chinese");
  expect(cases[1]).toContain("Signed in: Ms Chan");
});

test("Entry_HostileMessage_IsTextOnly", () => {
  const text = "<img src=x onerror=alert(1)>";
  for (const role of ["user", "bot"]) {
    const node = entryRow(entry({ type: "message", text, from: { role } }), deskWith())?.build();
    expect(node?.querySelectorAll("img").length).toBe(0);
    expect(node?.textContent).toContain(text);
  }
});

test("Entry_StaffOnlyEvent_IsOneQuietLine", () => {
  const node = entryRow(entry({ type: "event", name: "cardline.outcome", value: { outcome: "Unknown" } }, false), deskWith())?.build();
  expect(node?.className).toBe("event");
  expect(node?.textContent).toContain("The bot was not sure");
  expect(entryRow(entry({ type: "typing" }), deskWith())).toBeNull();
});

test("Entry_ComposedAnswer_SaysThatAProgramPutItTogetherAndAnApprovedOneDoesNot", () => {
  const answer = (composed: boolean) => entryRow(entry({ type: "message", text: "Press Block.", channelData: { cardline: { composed, sources: [{ article: "card.block" }] } } }), deskWith())?.build().textContent;
  expect(answer(true)).toContain(fill(texts.composed, { sources: "card.block" }));
  expect(answer(false)).toContain("card.block");
  expect(answer(false)).not.toContain("program");
});

test("Card_Case_SaysWhyWhatWasTriedAndWhatToDo", () => {
  const served = entry({ type: "message", channelData: { cardline: { sources: [{ article: "card.block", name: "Rules" }] } } });
  const text = caseCard(item("a", { reason: "fraud", evidence: "not my payment" }), [served], deskWith()).textContent ?? "";
  for (const part of ["Fraud", "not my payment", "Rules (card.block)", "Secure the card first"]) expect(text).toContain(part);
});

test("Card_Intake_ShowsWhatWasSaidWhenAskedAndEveryMatter", () => {
  const card = caseCard(item("a", { intake: "refused <b>twice</b>\nsince Monday", matters: ["The fee", "The PIN"] }), [], deskWith());
  expect(card.querySelector(".intake")?.textContent).toBe("refused <b>twice</b>\nsince Monday");
  expect([...card.querySelectorAll(".matter")].map((node) => node.textContent)).toEqual(["The fee", "The PIN"]);
  const plain = caseCard(item("a"), [], deskWith());
  expect(plain.textContent).not.toContain(texts.intake);
  expect(plain.textContent).not.toContain(texts.matters);
});

test("Card_Summary_StandsBelowTheEvidenceAndSaysThatAProgramWroteIt", () => {
  const card = caseCard(item("a", { reason: "fraud", evidence: "not my payment", summary: "The cardholder <img src=x> contests it.\nNothing was tried." }), [], deskWith());
  const text = card.textContent ?? "";
  expect(card.querySelector("dd.summary")?.textContent).toBe("The cardholder <img src=x> contests it.\nNothing was tried.");
  expect(card.querySelectorAll("img").length).toBe(0);
  expect(text.indexOf("not my payment")).toBeGreaterThanOrEqual(0);
  expect(text.indexOf(texts.summary)).toBeGreaterThan(text.indexOf("not my payment"));
  expect(caseCard(item("a", { reason: "fraud", evidence: "not my payment" }), [], deskWith()).textContent).not.toContain(texts.summary);
  expect(entryRow(entry({ type: "event", name: "handoff.summary", value: { text: "words" } }, false), deskWith())).toBeNull();
});

test("Claim_SomebodyWasFirst_SaysSoAndShowsWho", async () => {
  const held = item("a", { state: "held", agentId: "you", agentName: "Bob", epoch: 2 });
  const changed: Item[] = [];
  const desk = deskWith({
    claim: async () => ({ ok: false, status: 409, body: null, code: "HND003", problem: "Bob was first." }),
    read: async () => ({ ok: true, status: 200, body: { item: held, entries: [], more: false }, code: null, problem: null }),
  });
  const actions: CaseActions = new CaseActions(desk, { changed: (now) => changed.push(now), back: () => undefined, signedOut: () => undefined });
  actions.show(item("a"));
  actions.node.querySelector("button")?.click();
  await until(() => changed.length > 0, "the case was read again");
  actions.show(held);
  expect(actions.node.querySelector(".problem")?.textContent).toBe(texts.taken);
  expect(actions.node.textContent).toContain("Bob");
  expect(actions.node.querySelector("button")).toBeNull();
});

test("Claim_AsManyAsOneMay_SaysWhatToDoInBothLanguages", async () => {
  const changed: Item[] = [];
  for (const lang of ["en", "zh-Hans"] as const) {
    const desk: Desk = {
      ...deskWith({
        claim: async () => ({ ok: false, status: 409, body: null, code: "HND012", problem: "An agent may hold 6." }),
        read: async () => ({ ok: true, status: 200, body: { item: item("a"), entries: [], more: false }, code: null, problem: null }),
      }), lang, texts: deskTexts[lang],
    };
    changed.length = 0;
    const actions: CaseActions = new CaseActions(desk, { changed: (now) => changed.push(now), back: () => undefined, signedOut: () => undefined });
    actions.show(item("a"));
    actions.node.querySelector("button")?.click();
    await until(() => changed.length > 0, "the case was read again");
    expect(actions.node.querySelector(".problem")?.textContent).toBe(lang === "en" ? "You hold as many cases as you may. Close or return a case first." : "您处理中的个案已达上限，请先结束或交回一个个案。");
    expect(actions.node.querySelector("button")?.disabled).toBe(false);
  }
});

test("List_WithALimit_SaysHowManyAreHeld_AndWithoutOneNothing", () => {
  const board = new Board();
  const list = new CaseList(deskWith(), () => undefined);
  const heading = (most?: number): string => {
    board.reset([item("a", { state: "held", agentId: "me" }), item("b", { state: "held", agentId: "you" }), item("c")], 1, most);
    list.show(board);
    return list.node.querySelector("h2")?.textContent ?? "";
  };
  expect(heading(6)).toBe("Mine 1 of 6");
  expect(heading(0).trim()).toBe("Mine");
  expect(heading().trim()).toBe("Mine");
});

test("Close_Mine_AsksOnceMoreBeforeItDoes", async () => {
  const closed: string[] = [];
  const desk = deskWith({
    close: async (conversationId) => {
      closed.push(conversationId);
      return { ok: true, status: 200, body: item("a", { state: "closed", epoch: 3 }), code: null, problem: null };
    },
  });
  const changed: Item[] = [];
  const actions = new CaseActions(desk, { changed: (now) => changed.push(now), back: () => undefined, signedOut: () => undefined });
  actions.show(item("a", { state: "held", agentId: "me", epoch: 2 }));
  const press = (label: string) => [...actions.node.querySelectorAll("button")].find((node) => node.textContent === label)?.click();
  press(texts.close);
  expect(closed).toEqual([]);
  press(texts.no);
  press(texts.close);
  press(texts.yes);
  await until(() => changed.length > 0, "it was closed");
  expect(closed).toEqual(["a"]);
});
