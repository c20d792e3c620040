import { expect, test } from "vitest";
import { Outbox, outboxMax } from "../../chat/models/outbox";
import { outgoingMessage } from "../support";

function filled(): Outbox {
  const outbox = new Outbox();
  outbox.add(outgoingMessage("one", "a"), true);
  outbox.add(outgoingMessage("two", "b"), true);
  return outbox;
}

test("Next_OneUnderWay_GivesNoSecond", () => {
  const outbox = filled();
  expect(outbox.next()?.id).toBe("a");
  outbox.begin("a");
  expect(outbox.next()).toBeNull();
  outbox.accepted("a");
  expect(outbox.next()?.id).toBe("b");
});

test("Again_FirstFails_StaysBeforeTheSecond", () => {
  const outbox = filled();
  outbox.begin("a");
  expect(outbox.again("a")).toBe(true);
  expect(outbox.next()?.id).toBe("a");
});

test("Again_AttemptsUsedUp_FailsVisiblyAndLetsTheNextGo", () => {
  const outbox = filled();
  let follows = true;
  let attempts = 0;
  while (follows) {
    outbox.begin("a");
    attempts += 1;
    follows = outbox.again("a");
  }
  expect(attempts).toBe(6);
  expect(outbox.find("a")?.state).toBe("failed");
  expect(outbox.next()?.id).toBe("b");
});

test("Retry_AfterFailure_KeepsTheId", () => {
  const outbox = filled();
  outbox.failed("a");
  outbox.retry("a");
  expect(outbox.next()).toMatchObject({ id: "a", attempts: 0 });
  expect(outbox.items.length).toBe(2);
});

test("Echoed_BeforeTheAnswer_IsGoneForGood", () => {
  const outbox = filled();
  outbox.begin("a");
  outbox.echoed(["a"]);
  outbox.accepted("a");
  expect(outbox.again("a")).toBe(false);
  expect(outbox.items.map((item) => item.id)).toEqual(["b"]);
});

test("Accepted_WithoutEcho_LeavesAtOnce", () => {
  const outbox = new Outbox();
  outbox.add(outgoingMessage("survey", "s"), false);
  outbox.begin("s");
  outbox.accepted("s");
  expect(outbox.items).toEqual([]);
});

test("Add_SameIdOrFull_AddsNothing", () => {
  const outbox = filled();
  outbox.add(outgoingMessage("one again", "a"), true);
  expect(outbox.items.length).toBe(2);
  for (let index = 0; index < outboxMax + 5; index += 1) outbox.add(outgoingMessage("x", `x${index}`), true);
  expect(outbox.items.length).toBe(outboxMax);
  expect(outbox.isFull).toBe(true);
});
