import { expect, test } from "vitest";
import { priorityOf, spoken } from "../../desk/controllers/list";
import { eventLine } from "../../desk/eventWords";
import { Board, inServingOrder, secondsSince } from "../../desk/models/board";
import { briefOf, evidenceText } from "../../desk/models/brief";
import { CaseLog, redactedSeq } from "../../desk/models/caseLog";
import { Drafts, OutgoingMessages } from "../../desk/models/outgoing";
import type { DeskActivity, Item, LogEntry } from "../../desk/models/types";
import { item } from "./items";

const entry = (seq: number, activity: DeskActivity): LogEntry => ({ seq, epoch: 1, at: "2026-01-01T00:00:00Z", visible: true, activity });
const message = (seq: number, text = `text ${seq}`) => entry(seq, { type: "message", text });
const ids = (items: readonly Item[]) => items.map((one) => one.conversationId);

test("Waiting_AnyArrivalOrder_IsInServingOrder", () => {
  const late = item("late", { dueAt: "2026-01-01T00:09:00Z" });
  const urgent = item("urgent", { priority: 1, dueAt: "2026-01-01T00:30:00Z" });
  const early = item("early", { enqueuedAt: "2025-12-31T23:59:00Z" });
  const [a, b] = [item("a"), item("b")];
  const board = new Board();
  board.reset([late, b, urgent, a, early], 1);
  expect(ids(board.waiting())).toEqual(["urgent", "early", "a", "b", "late"]);
  expect(inServingOrder(a, a)).toBe(0);
});

test("Apply_NewCase_IsToldOnce", () => {
  const board = new Board();
  expect(board.apply(item("a"))).toBe(true);
  expect(board.apply(item("a", { lastSeq: 2 }))).toBe(false);
  expect(board.apply(item("a", { state: "held", agentId: "me", epoch: 2 }))).toBe(false);
  expect(board.apply(item("a", { epoch: 3 }))).toBe(true);
});

test("Apply_OlderThanKnown_ChangesNothing", () => {
  const board = new Board();
  board.apply(item("a", { state: "held", agentId: "me", epoch: 2, lastSeq: 9 }));
  board.apply(item("a", { epoch: 1, lastSeq: 10 }));
  board.apply(item("a", { state: "held", agentId: "me", epoch: 2, lastSeq: 8, lastText: "old" }));
  expect(board.find("a")).toMatchObject({ state: "held", lastSeq: 9, lastText: null });
});

test("Apply_ClosedOrReturned_LeavesTheBoard", () => {
  const board = new Board();
  board.reset([item("a"), item("b")], 1);
  board.apply(item("a", { state: "closed", epoch: 2 }));
  board.apply(item("b", { state: "returned", epoch: 2 }));
  expect(board.waiting()).toEqual([]);
});

test("HeldBy_MineAndOthers_AreSeparate", () => {
  const board = new Board();
  board.reset([item("a", { state: "held", agentId: "me" }), item("b", { state: "held", agentId: "you" }), item("c")], 1);
  expect(ids(board.heldBy("me"))).toEqual(["a"]);
  expect(ids(board.heldByOthers("me"))).toEqual(["b"]);
  expect(ids(board.waiting())).toEqual(["c"]);
});

test("CaseLog_OutOfOrderAndTwice_IsInOrderAndOnce", () => {
  const log = new CaseLog();
  log.add([message(3), message(1)]);
  expect([log.readFrom(), log.hasGap()]).toEqual([1, true]);
  log.add([message(2), message(3)]);
  expect(log.entries().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect([log.readFrom(), log.hasGap()]).toEqual([3, false]);
});

test("CaseLog_Trimmed_BeginsAtItsSnapshot", () => {
  const log = new CaseLog();
  log.add([entry(500, { type: "event", name: "cardline.snapshot", value: { entries: 500 } }), message(501), message(503)]);
  expect([log.readFrom(), log.hasGap()]).toEqual([501, true]);
  log.add([message(502)]);
  expect([log.readFrom(), log.hasGap()]).toEqual([503, false]);
});

test("CaseLog_SameSeqAgain_ReplacesTheContent", () => {
  const log = new CaseLog();
  log.add([message(1, "4111")]);
  log.add([message(1, "****")]);
  expect(log.entries().map(({ activity }) => activity.text)).toEqual(["****"]);
  expect(redactedSeq(entry(2, { type: "event", name: "cardline.redacted", value: { seq: 1 } }))).toBe(1);
  expect(redactedSeq(message(2))).toBeNull();
});

test("Brief_ArticlesAndOutcomes_AreTold", () => {
  const source = { article: "fee.annual", name: "Agreement" };
  const brief = briefOf([
    entry(1, { type: "message", channelData: { cardline: { sources: [source] } } }),
    entry(2, { type: "event", name: "cardline.outcome", value: { outcome: "Answered" } }),
    entry(3, { type: "message", channelData: { cardline: { sources: [source] } } }),
    entry(4, { type: "event", name: "cardline.outcome", value: { outcome: "Unknown" } }),
  ]);
  expect(brief).toEqual({ articles: ["Agreement (fee.annual)"], outcomes: ["Answered", "Unknown"] });
});

test("EvidenceText_AnyShape_IsReadable", () => {
  expect(evidenceText(null)).toBe("");
  expect(evidenceText("stolen")).toBe("stolen");
  expect(evidenceText(["stolen", { text: "an hour ago" }])).toBe("stolen; an hour ago");
  expect(evidenceText({ seq: 3 })).toBe('{"seq":3}');
});

test("Outgoing_AcceptedAndInTheLog_IsGone", () => {
  const outgoing = new OutgoingMessages();
  outgoing.add("x", "a", "hello");
  outgoing.add("y", "b", "other");
  outgoing.settle("a", () => true);
  expect(outgoing.of("a").length).toBe(1);
  outgoing.accepted("x", 7);
  outgoing.settle("a", (seq) => seq === 6);
  expect(outgoing.of("a").length).toBe(1);
  outgoing.settle("a", (seq) => seq === 7);
  expect(outgoing.of("a")).toEqual([]);
  expect(outgoing.of("b").length).toBe(1);
});

test("Outgoing_FailedThenAgain_KeepsTheClientId", () => {
  const outgoing = new OutgoingMessages();
  outgoing.add("x", "a", "hello");
  outgoing.failed("x", "not yours");
  expect(outgoing.find("x")).toMatchObject({ state: "failed", problem: "not yours" });
  outgoing.sendAgain("x");
  expect(outgoing.of("a")).toMatchObject([{ clientId: "x", state: "sending", problem: null }]);
});

test("Drafts_PerConversation_AreKeptAndBounded", () => {
  const drafts = new Drafts();
  drafts.write("a", "half");
  drafts.write("b", "other");
  expect([drafts.read("a"), drafts.read("b"), drafts.read("c")]).toEqual(["half", "other", ""]);
  drafts.write("a", "");
  expect(drafts.read("a")).toBe("");
  for (let index = 0; index < 60; index += 1) drafts.write(`n${index}`, "x");
  expect([drafts.read("b"), drafts.read("n59")]).toEqual(["", "x"]);
});

test("EventLine_StaffEvents_AreQuietWords", () => {
  const line = (name: string, value: object) => eventLine({ type: "event", name, value }, "en");
  expect(line("cardline.outcome", { outcome: "Unknown" })).toBe("The bot was not sure");
  expect(line("handoff.initiate", { reason: "fraud", evidence: "not me" })).toBe("Handed over: Fraud – not me");
  expect(line("cardline.turn", { attempt: 1 })).toBeNull();
  expect(line("cardline.turn", { attempt: 2 })).toContain("2");
  expect(line("cardline.holder", { to: "agent" })).toBeNull();
  expect(line("cardline.holder", { to: "queue" })).toBe("Now with the queue");
  expect(line("cardline.survey", { score: 4, comment: "" })).toBe("Rating: 4 of 5");
  expect(line("cardline.snapshot", { entries: 500 })).toBe("What was said before is no longer kept (500 entries)");
  expect(line("something.new", {})).toBe("something.new");
  expect(eventLine({ type: "endOfConversation" }, "en")).toBe("The cardholder left");
});

test("Time_Spoken_CountsUp", () => {
  expect(secondsSince("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:01:05Z"))).toBe(65);
  expect(secondsSince("2026-01-01T00:00:00Z", Date.parse("2025-12-31T00:00:00Z"))).toBe(0);
  expect([spoken(65), spoken(3_671)]).toEqual(["1:05", "1:01:11"]);
  expect([0, 1, 2, 3, 9].map(priorityOf)).toEqual(["urgent", "urgent", "high", "normal", "low"]);
});
