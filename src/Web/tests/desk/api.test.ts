import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { DeskClient } from "../../desk/api/client";
import { DeskStream } from "../../desk/api/stream";
import { Conversation } from "../../chat/controllers/conversation";
import { messageOf } from "../../chat/controllers/outgoing";
import { FakeBank } from "../../dev/fakeBank";
import { MemoryVault, quick, until } from "../support";

let bank: FakeBank;
let origin: string;
let cardholder: Conversation;
const realFetch = globalThis.fetch;

/** Node has no cookie jar: each desk gets a name in a header of its own, as a browser's cookie would. */
function deskOf(name: string): DeskClient {
  vi.stubGlobal("fetch", (url: string, options: RequestInit) =>
    realFetch(url, { ...options, headers: { ...(options.headers as Record<string, string>), cookie: `desk=${current}` } }));
  return new Proxy(new DeskClient(origin, () => 1), {
    get: (target, key: keyof DeskClient) => {
      current = name;
      return target[key];
    },
  });
}
let current = "";

beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  bank = new FakeBank();
  origin = await bank.listen();
  cardholder = new Conversation(origin, "en", new MemoryVault(), { changed: () => undefined, arrived: () => undefined }, quick);
  cardholder.begin();
  await until(() => cardholder.linkState === "online", "the cardholder is online");
  cardholder.send(messageOf("my card was stolen", "en"));
  await until(() => cardholder.standing.holder === "queue", "the case waits");
});

afterEach(async () => {
  cardholder.stop();
  await bank.close();
  vi.unstubAllGlobals();
});

test("Claim_TwoAgents_OneWinsAndTheOtherIsToldWho", async () => {
  const mei = await deskOf("Mei").claim("c-1", "k1", 2);
  const bob = await deskOf("Bob").claim("c-1", "k2", 2);
  expect(mei).toMatchObject({ ok: true, body: { agentId: "Mei" } });
  expect(bob).toMatchObject({ ok: false, status: 409, code: "HND003", problem: "Mei was first." });
});

test("Send_FailsOnTheWay_IsRepeatedUnderTheSameIdAndDoneOnce", async () => {
  const desk = deskOf("Mei");
  await desk.claim("c-1", "k1", 2);
  bank.desk.failPosts = [503, 502];
  const result = await desk.send("c-1", "m1", 3, "I have blocked the card");
  expect(result.ok).toBe(true);
  const sends = bank.desk.posts.filter((post) => post.path.endsWith("/messages"));
  expect(sends.map((post) => post.body["clientId"])).toEqual(["m1", "m1", "m1"]);
  await until(() => cardholder.transcript.entries.some((entry) => entry.text === "I have blocked the card"), "the cardholder reads it");
  expect(cardholder.transcript.entries.filter((entry) => entry.speaker === "agent").length).toBe(1);
});

test("Send_KeepsFailing_GivesUpAfterItsBound", async () => {
  const desk = deskOf("Mei");
  await desk.claim("c-1", "k1", 2);
  bank.desk.failPosts = [500, 500, 500, 500, 500, 500];
  expect((await desk.send("c-1", "m1", 3, "x")).ok).toBe(false);
  expect(bank.desk.posts.filter((post) => post.path.endsWith("/messages")).length).toBe(4);
});

test("Send_NotMine_IsNotRepeated", async () => {
  expect(await deskOf("Bob").send("c-1", "m1", 2, "x")).toMatchObject({ status: 409, code: "HND004" });
  expect(bank.desk.posts.length).toBe(1);
});

test("Read_Conversation_HasStaffOnlyEntriesToo", async () => {
  const { body } = await deskOf("Mei").read("c-1", 0);
  expect(body?.entries.map((entry) => entry.seq)).toEqual(body?.entries.map((_, index) => index + 1));
  expect(body?.entries.some((entry) => entry.activity.name === "handoff.initiate" && !entry.visible)).toBe(true);
});

class FakeSource extends EventTarget {
  static readonly made: FakeSource[] = [];
  readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }

  tell(name: string, id: string, data: unknown): void {
    this.dispatchEvent(Object.assign(new Event(name), { lastEventId: id, data: JSON.stringify(data) }));
  }

  fail(isFinal: boolean): void {
    this.readyState = isFinal ? 2 : 0;
    this.onerror?.();
  }

  close(): void {
    this.readyState = 2;
  }
}

test("Stream_Reset_GivesUpAtOnceSoThatTheBoardIsReadAnew", () => {
  FakeSource.made.length = 0;
  const told: string[] = [];
  const stream = new DeskStream("", "5", {
    item: () => told.push("item"),
    entry: () => told.push("entry"),
    duty: () => told.push("duty"),
    live: () => told.push("live"),
    refused: () => told.push("refused"),
  }, (url) => new FakeSource(url) as unknown as EventSource);
  stream.open();
  FakeSource.made[0]?.tell("reset", "", {});
  expect(told).toEqual(["refused"]);
  expect(FakeSource.made[0]?.readyState).toBe(2);
});

test("Stream_ClosedByTheServer_GoesOnFromTheLastCursorAndThenGivesUp", () => {
  vi.useFakeTimers();
  FakeSource.made.length = 0;
  const told: string[] = [];
  const stream = new DeskStream("", "5", {
    item: (item) => told.push(`item ${item.conversationId}`),
    entry: (id, entry) => told.push(`entry ${id} ${entry.seq}`),
    duty: (count) => told.push(`duty ${count}`),
    live: (isLive) => told.push(isLive ? "live" : "lost"),
    refused: () => told.push("refused"),
  }, (url) => new FakeSource(url) as unknown as EventSource);
  stream.open();
  const [first] = FakeSource.made;
  first?.onopen?.();
  first?.tell("item", "6", { conversationId: "c" });
  first?.tell("entry", "7", { conversationId: "c", entry: { seq: 4 } });
  first?.tell("duty", "8", { agentsOnDuty: 2 });
  first?.fail(false);
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made.length).toBe(1);
  first?.fail(true);
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made.map((source) => source.url)).toEqual(["/api/desk/stream?after=5", "/api/desk/stream?after=8"]);
  FakeSource.made[1]?.fail(true);
  vi.advanceTimersByTime(60_000);
  FakeSource.made[2]?.fail(true);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["live", "item c", "entry c 4", "duty 2", "lost", "lost", "lost", "lost", "refused"]);
  expect(FakeSource.made.length).toBe(3);
  stream.close();
  vi.useRealTimers();
});
