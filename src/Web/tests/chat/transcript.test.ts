import { expect, test } from "vitest";
import { Transcript } from "../../chat/models/transcript";
import { mine, said } from "../support";

const texts = (transcript: Transcript) => transcript.entries.map((entry) => entry.text);

test("Apply_SameIdTwice_ShowsItOnce", () => {
  const transcript = new Transcript();
  transcript.apply([said("1", "one"), said("2", "two")]);
  const again = transcript.apply([said("2", "two"), said("3", "three")]);
  expect(texts(transcript)).toEqual(["one", "two", "three"]);
  expect(again.added.map((entry) => entry.id)).toEqual(["3"]);
  expect(again.replaced).toEqual([]);
});

test("Apply_SameIdInOneSet_ShowsItOnce", () => {
  const transcript = new Transcript();
  transcript.apply([said("1", "one"), said("1", "one")]);
  expect(texts(transcript)).toEqual(["one"]);
});

test("Apply_SameIdNewText_ReplacesInPlace", () => {
  const transcript = new Transcript();
  transcript.apply([said("1", "first"), mine("2", "4111 1111", "m1"), said("3", "last")]);
  const { replaced, added } = transcript.apply([mine("2", "****", "m1")]);
  expect(texts(transcript)).toEqual(["first", "****", "last"]);
  expect(replaced).toEqual(["2"]);
  expect(added).toEqual([]);
});

test("Apply_SameIdWithoutContent_TakesItAwayForGood", () => {
  const transcript = new Transcript();
  transcript.apply([said("1", "first"), said("2", "gone")]);
  transcript.apply([said("2", "")]);
  expect(texts(transcript)).toEqual(["first"]);
  expect(transcript.apply([said("2", "")]).added).toEqual([]);
});

test("Apply_OwnMessage_ReportsItsEcho", () => {
  expect(new Transcript().apply([mine("1", "hello", "m7")]).echoed).toEqual(["m7"]);
});

test("Apply_BotMessageNamingAClientId_IsNoEcho", () => {
  const forged = said("1", "hello", { channelData: { clientActivityID: "m7" } });
  expect(new Transcript().apply([forged]).echoed).toEqual([]);
});

test("Apply_PassingEvents_AreNotMessages", () => {
  const transcript = new Transcript();
  transcript.apply([{ type: "typing", id: "1" }, { type: "event", id: "2", name: "cardline.queue", value: { place: 1 } }]);
  expect(transcript.entries).toEqual([]);
});

test("Apply_ChipPressed_ShowsTheDisplayText", () => {
  const transcript = new Transcript();
  transcript.apply([{ ...mine("1", "/internal", "m1"), channelData: { clientActivityID: "m1", messageBack: { displayText: "When?" } } }]);
  expect(texts(transcript)).toEqual(["When?"]);
});

test("Apply_CardholderText_IsNeverMarkdown", () => {
  const transcript = new Transcript();
  transcript.apply([{ ...mine("1", "**x**", "m1"), textFormat: "markdown" }, said("2", "**y**", { textFormat: "markdown" })]);
  expect(transcript.entries.map((entry) => entry.markdown)).toEqual([false, true]);
});

test("OpenChips_AfterAnotherMessage_AreClosed", () => {
  const transcript = new Transcript();
  const chips = { suggestedActions: { actions: [{ type: "messageBack", title: "More" }, { type: "messageBack" }] } };
  transcript.apply([said("1", "pick", chips)]);
  expect(transcript.openChips()?.chips.map((chip) => chip.title)).toEqual(["More"]);
  transcript.apply([mine("2", "no", "m1")]);
  expect(transcript.openChips()).toBeNull();
});

test("Apply_MoreThanTheBound_DropsTheOldest", () => {
  const transcript = new Transcript();
  transcript.apply(Array.from({ length: 2_005 }, (_, index) => said(String(index), `text ${index}`)));
  expect(transcript.entries.length).toBe(2_000);
  expect(transcript.entries.at(-1)?.text).toBe("text 2004");
  expect(transcript.apply([said("0", "text 0")]).added).toEqual([]);
});
