// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { DeskClient, type Result } from "../../desk/api/client";
import { CaseActions } from "../../desk/controllers/caseActions";
import { caseCard } from "../../desk/controllers/caseCard";
import { CaseList } from "../../desk/controllers/list";
import { problemText } from "../../desk/controllers/problemText";
import type { Desk } from "../../desk/controllers/workspace";
import { eventLine } from "../../desk/eventWords";
import { Board } from "../../desk/models/board";
import { openRightsOf } from "../../desk/models/rights";
import type { CaseRight, Item, Settlement } from "../../desk/models/types";
import { deskTexts } from "../../desk/texts";
import { until } from "../support";
import { item } from "./items";

afterEach(() => vi.unstubAllGlobals());

const texts = deskTexts.en;
const right = (reference: string, more: Partial<CaseRight> = {}): CaseRight => ({
  right: "dispute", reference, seq: 2, at: "2026-01-01T00:00:00Z", evidence: "not my payment", outcome: null, note: null, settledAt: null, agentId: null, ...more,
});
const settled = right("SET-TLE-DDDD", { right: "complaint", outcome: "passed_on", note: "with the office", evidence: null });
const mine = (rights: readonly CaseRight[]): Item => item("a", { state: "held", agentId: "me", epoch: 2, rights });
const answer = (result: Partial<Result<Item>>): Result<Item> => ({ ok: false, status: 409, body: null, code: null, problem: null, ...result });

function scene(results: Result<Item>[]): { actions: CaseActions; sent: Settlement[][]; press: (label: string) => void; fill: (index: number, outcome: string, note: string) => void } {
  const sent: Settlement[][] = [];
  const end = async (_id: string, _client: string, _epoch: number, rights: readonly Settlement[] = []): Promise<Result<Item>> => {
    sent.push([...rights]);
    return results.shift() ?? answer({ ok: true, status: 200, body: item("a", { state: "closed", epoch: 3 }) });
  };
  const desk: Desk = {
    origin: "", agent: { id: "me", name: "Mei" }, lang: "en", texts,
    client: { close: end, giveBack: end, read: async () => ({ ok: false, status: 0, body: null, code: null, problem: null }) } as unknown as DeskClient,
  };
  const actions = new CaseActions(desk, { changed: () => undefined, back: () => undefined, signedOut: () => undefined });
  return {
    actions, sent,
    press: (label) => [...actions.node.querySelectorAll("button")].find((node) => node.textContent === label)?.click(),
    fill: (index, outcome, note) => {
      const [select, input] = [actions.node.querySelectorAll("select")[index], actions.node.querySelectorAll("input")[index]];
      if (!select || !input) throw new Error(`There is no row ${index}.`);
      select.value = outcome;
      input.value = note;
    },
  };
}

test("Close_WithOpenRights_SendsNothingUntilEachIsAnswered", async () => {
  const { actions, sent, press, fill } = scene([]);
  actions.show(mine([right("AAA"), settled, right("BBB", { right: "hardship" })]));
  press(texts.close);
  expect(actions.node.querySelectorAll("select").length).toBe(2);
  fill(0, "handled", "paid back");
  press(texts.yes);
  expect(sent).toEqual([]);
  expect(actions.node.querySelector(".problem")?.textContent).toContain("BBB");
  fill(1, "withdrawn", "  ");
  press(texts.yes);
  expect(sent).toEqual([]);
  fill(1, "withdrawn", " not meant ");
  press(texts.yes);
  await until(() => sent.length > 0, "it was sent");
  expect(sent[0]).toEqual([{ reference: "AAA", outcome: "handled", note: "paid back" }, { reference: "BBB", outcome: "withdrawn", note: "not meant" }]);
});

test("Return_AnswerLost_KeepsWhatWasTyped", async () => {
  const { actions, sent, press, fill } = scene([answer({ status: 0 })]);
  actions.show(mine([right("AAA")]));
  press(texts.giveBack);
  fill(0, "passed_on", "with disputes");
  press(texts.yes);
  await until(() => !(actions.node.querySelector<HTMLElement>(".problem")?.hidden ?? true), "it failed");
  expect(actions.node.querySelector("input")?.value).toBe("with disputes");
  press(texts.yes);
  await until(() => sent.length > 1, "it was sent again");
  expect(sent[1]).toEqual(sent[0]);
});

test("Close_WithoutOpenRights_AsksForNothingMore", async () => {
  const { actions, sent, press } = scene([]);
  actions.show(mine([settled]));
  press(texts.close);
  expect(actions.node.querySelector(".rights-form")).toBeNull();
  press(texts.yes);
  await until(() => sent.length > 0, "it was sent");
  expect(sent[0]).toEqual([]);
});

test("Client_WithoutRights_SendsNoMemberOfThatName", async () => {
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    bodies.push(JSON.parse(String(init.body)));
    return new Response("{}", { status: 200 });
  });
  const client = new DeskClient("", () => 0);
  await client.close("a", "c1", 2);
  await client.giveBack("a", "c2", 2, [{ reference: "AAA", outcome: "handled", note: "done" }]);
  expect(bodies).toEqual([{ clientId: "c1", epoch: 2 }, { clientId: "c2", epoch: 2, rights: [{ reference: "AAA", outcome: "handled", note: "done" }] }]);
});

test("ListAndCard_OpenRight_SayWhichSinceWhenAndTheReference", () => {
  const desk: Desk = { origin: "", client: {} as DeskClient, agent: { id: "me", name: "Mei" }, lang: "en", texts };
  const board = new Board();
  const list = new CaseList(desk, () => undefined);
  board.reset([mine([right("AAA-AAA-AAAA"), settled]), item("b", { rights: [right("BBB-BBB-BBBB", { at: "2025-12-31T00:00:00Z" })] }), item("c")], 1);
  list.show(board);
  const line = list.node.querySelector<HTMLElement>("p.right");
  expect(line?.hidden).toBe(false);
  expect(line?.textContent).toMatch(/^Rights open: 2, the oldest for \d+:/);
  const first = list.node.querySelector("button.case")?.textContent ?? "";
  expect(first).toContain("Right open: Disputed payment since");
  expect(first).toContain("AAA-AAA-AAAA");
  expect(first).not.toContain("SET-TLE-DDDD");
  const card = caseCard(mine([right("AAA-AAA-AAAA"), settled]), [], desk).textContent ?? "";
  for (const part of ["AAA-AAA-AAAA", "not my payment", "open", "Complaint", "SET-TLE-DDDD", "passed on: with the office"]) expect(card).toContain(part);
  board.reset([item("c", { rights: [settled] })], 1);
  list.show(board);
  expect(line?.hidden).toBe(true);
  expect(openRightsOf([item("c")])).toEqual({ count: 0, oldestAt: null });
});

test("Words_OfRights_AreThereInBothLanguages", () => {
  const said = (lang: "en" | "zh-Hans", name: string, value: object) => eventLine({ type: "event", name, value }, lang);
  expect(said("en", "cardline.right.invoked", { right: "dispute", reference: "AAA", evidence: "not mine" })).toBe("A right was invoked: Disputed payment, reference AAA – not mine");
  expect(said("zh-Hans", "cardline.right.settled", { right: "complaint", reference: "AAA", outcome: "handled", note: "已办" })).toBe("已了结：投诉，AAA：已处理 – 已办");
  expect(problemText({ code: "HND013", problem: "server words" }, deskTexts["zh-Hans"])).toBe(deskTexts["zh-Hans"].rightRefused);
});
