// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { DeskClient, Result } from "../../desk/api/client";
import { entryRow } from "../../desk/controllers/entryRow";
import { Judgement } from "../../desk/controllers/judgement";
import { ReportView } from "../../desk/controllers/reportView";
import type { Desk } from "../../desk/controllers/workspace";
import type { HandoffReport, Item } from "../../desk/models/types";
import { deskTexts } from "../../desk/texts";
import { until } from "../support";
import { item } from "./items";

const deskWith = (client: Partial<DeskClient> = {}, lang: "en" | "zh-Hans" = "en"): Desk => ({
  origin: "", client: client as DeskClient, agent: { id: "me", name: "Mei" }, lang, texts: deskTexts[lang],
});
const mine = (more: Partial<Item> = {}): Item => item("a", { state: "held", agentId: "me", lastAgentId: "me", epoch: 2, ...more });
const pressed = (judgement: Judgement): string[] =>
  [...judgement.node.querySelectorAll("button")].filter((node) => node.getAttribute("aria-pressed") === "true").map((node) => node.textContent ?? "");

test("Judgement_OneClick_SendsItAndTheLastOneCounts", async () => {
  const sent: [string, string, boolean][] = [];
  const clientIds = new Set<string>();
  const changed: Item[] = [];
  const desk = deskWith({
    needed: async (conversationId, clientId, handoffId, needed) => {
      clientIds.add(clientId);
      // The first answer is slow: it must not come after the second.
      if (needed) await new Promise((done) => setTimeout(done, 20));
      sent.push([conversationId, handoffId, needed]);
      return { ok: true, status: 200, body: mine({ needed }), code: null, problem: null };
    },
  });
  const judgement = new Judgement(desk, { changed: (now) => changed.push(now), back: () => undefined, signedOut: () => undefined });
  judgement.show(mine());
  expect(pressed(judgement)).toEqual([]);
  const [yes, no] = [...judgement.node.querySelectorAll("button")];
  yes?.click();
  no?.click();
  await until(() => changed.length === 2, "both were sent");
  expect(sent).toEqual([["a", "h", true], ["a", "h", false]]);
  expect(clientIds.size).toBe(2);
  const last = changed.at(-1);
  if (last) judgement.show(last);
  expect(pressed(judgement)).toEqual([deskTexts.en.neededNo]);
});

test("Judgement_WhoeverDoesNotHoldIt_IsNotAsked", () => {
  const judgement = new Judgement(deskWith(), { changed: () => undefined, back: () => undefined, signedOut: () => undefined });
  for (const [shown, isHidden] of [
    [item("a"), true], [item("a", { state: "held", agentId: "you", lastAgentId: "you" }), true], [mine(), false],
    [mine({ state: "closed", agentId: null }), false], [mine({ state: "returned", agentId: null }), false], [mine({ state: "waiting", agentId: null }), true],
  ] as const) {
    judgement.show(shown);
    expect(judgement.node.hidden).toBe(isHidden);
  }
});

test("Judgement_Refused_SaysSoInBothLanguages", async () => {
  for (const lang of ["en", "zh-Hans"] as const) {
    const refused: Result<Item> = { ok: false, status: 409, body: null, code: "HND016", problem: "Only who holds it." };
    const judgement = new Judgement(deskWith({ needed: async () => refused }, lang), { changed: () => expect.unreachable(), back: () => undefined, signedOut: () => undefined });
    judgement.show(mine());
    judgement.node.querySelector("button")?.click();
    await until(() => judgement.node.querySelector<HTMLElement>(".problem")?.hidden === false, "it was said");
    expect(judgement.node.querySelector(".problem")?.textContent).toBe(deskTexts[lang].notJudged);
    expect(pressed(judgement)).toEqual([]);
  }
});

test("Entry_Judgement_IsOneLineForTheStaff", () => {
  const line = (needed: boolean) => entryRow(
    { seq: 1, epoch: 1, at: "2026-01-01T00:00:00Z", visible: false, activity: { type: "event", name: "handoff.needed", value: { needed, agentName: "Mei" } } }, deskWith())?.build().textContent;
  expect(line(true)).toContain("Mei: the handoff was needed");
  expect(line(false)).toContain("Mei: the handoff was not needed");
});

test("Report_Opened_ShowsReasonsAndTheirRulesAsATable", async () => {
  const figures = { handoffs: 4, judged: 2, needed: 1, precision: 0.5, interval: [0.09, 0.91], endedUnjudged: 1, surveyMean: null };
  const body: HandoffReport = {
    since: "2026-01-01T00:00:00+00:00", all: figures,
    reasons: [{ ...figures, reason: "fraud", rule: null }, { ...figures, precision: null, judged: 0, reason: "anger", rule: null }],
    rules: [{ ...figures, reason: "fraud", rule: "<b>fraud.words</b>" }],
  };
  const view = new ReportView(deskWith({ report: async () => ({ ok: true, status: 200, body, code: null, problem: null }) }), () => undefined, () => undefined);
  expect(view.node.hidden).toBe(true);
  await view.open();
  const rows = [...view.node.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toEqual([
    ["Fraud", "all rules", "4", "2", "50 % (9 % to 91 %)", "1", "–"],
    ["Fraud", "<b>fraud.words</b>", "4", "2", "50 % (9 % to 91 %)", "1", "–"],
    ["Angry", "all rules", "4", "0", "–", "1", "–"],
  ]);
  expect(view.node.textContent).toContain("4 handoffs since 2026-01-01: 2 judged, 1 ended without a judgement.");
});
