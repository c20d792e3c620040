import { expect, test } from "vitest";
import { newestStart, newsSince } from "../../chat/models/news";
import { Transcript } from "../../chat/models/transcript";
import { mine, said } from "../support";

const at = (seconds: number) => ({ timestamp: new Date(Date.UTC(2026, 0, 1, 9, 0, seconds)).toISOString() });
const entriesOf = (...activities: ReturnType<typeof said>[]) => {
  const transcript = new Transcript();
  transcript.apply(activities);
  return transcript.entries;
};

test("NewsSince_OlderThanTheOpening_IsNoNews", () => {
  const entries = entriesOf(said("1", "old", at(1)), mine("2", "mine", "m"), said("3", "new", at(30)), said("4", "no time"));
  expect(newsSince(entries, Date.UTC(2026, 0, 1, 9, 0, 20)).map((entry) => entry.text)).toEqual(["new", "no time"]);
  expect(newsSince(entries, null).map((entry) => entry.text)).toEqual(["old", "new", "no time"]);
});

test("NewestStart_MessagesOfOneTurn_BeginWithTheFirst", () => {
  expect(newestStart(entriesOf(said("1", "before", at(0)), mine("2", "help", "m"), said("3", "first", at(5)), said("4", "second", at(6))))?.id).toBe("3");
});

test("NewestStart_LaterThought_BeginsWithItself", () => {
  expect(newestStart(entriesOf(mine("1", "help", "m"), said("2", "first", at(5)), said("3", "later", at(50))))?.id).toBe("3");
  expect(newestStart(entriesOf(said("2", "first"), said("3", "no time")))?.id).toBe("3");
});

test("NewestStart_OwnMessageLast_HasNone", () => {
  expect(newestStart(entriesOf(said("1", "hello", at(1)), mine("2", "help", "m")))).toBeNull();
  expect(newestStart([])).toBeNull();
});

test("NewestStart_AgentOrNotice_StandsByItself", () => {
  const agent = (id: string, seconds: number) => said(id, "bye", { ...at(seconds), channelData: { cardline: { speaker: "agent" } } });
  const survey = said("4", "How was it?", { ...at(3), channelData: { cardline: { speaker: "system", kind: "survey" } } });
  expect(newestStart(entriesOf(said("1", "wait", at(0)), agent("2", 1), agent("3", 2)))?.id).toBe("3");
  expect(newestStart(entriesOf(agent("2", 1), survey))?.id).toBe("4");
  expect(newestStart(entriesOf(agent("2", 1), said("5", "the bot again", at(2))))?.id).toBe("5");
});
