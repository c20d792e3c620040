// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { Conversation, growingShownMs } from "../../chat/controllers/conversation";
import { MessageList } from "../../chat/controllers/messages";
import type { Activity } from "../../chat/models/activity";
import { GrowingAnswer } from "../../chat/models/growing";
import { advance, firstStanding } from "../../chat/models/standing";
import { Transcript } from "../../chat/models/transcript";
import { chatTexts } from "../../chat/texts";
import { h } from "../../shared/dom";
import { MemoryVault, mine, said } from "../support";

const texts = chatTexts.en;
const look = { texts, lang: "en" as const, phone: null, judged: null, over: false };
const bot = { id: "card-bot", name: "Card assistant", role: "bot" };
const chunk = (streamId: string, text: string, streamType = "streaming"): Activity =>
  ({ type: "typing", id: `${streamId} ${text}`, text, textFormat: "markdown", locale: "en", from: bot, channelData: { streamType, streamId, cardline: { speaker: "bot" } } });
const final = (streamId: string, text: string): Activity => said("7", text, {
  channelData: { streamType: "final", streamId, cardline: { speaker: "bot", kind: "answer", composed: true, sources: [{ article: "a", name: "Agreement" }] } },
});
const list = () => {
  const place = h("ol");
  return { place, messages: new MessageList(place, { retry: () => undefined, press: () => undefined, isAnswered: () => false, answer: () => undefined }) };
};

test("Growing_Chunks_ShowTheNewestWholeText", () => {
  const growing = new GrowingAnswer();
  expect(growing.apply(chunk("s1", "One moment", "informative"))).toBe(true);
  expect(growing.current).toBeNull();
  growing.apply(chunk("s1", "First."));
  growing.apply(chunk("s1", "First. Second."));
  expect(growing.current).toEqual({ streamId: "s1", text: "First. Second.", lang: "en" });
});

test("Growing_AfterItsEnd_IsNotBroughtBackByALateChunk", () => {
  const growing = new GrowingAnswer();
  growing.apply(chunk("s1", "First."));
  growing.apply(final("s1", "Approved."));
  expect(growing.apply(chunk("s1", "First. Second."))).toBe(false);
  expect(growing.current).toBeNull();
  growing.apply(chunk("s2", "Another."));
  expect(growing.current?.streamId).toBe("s2");
});

test("Growing_SomebodyElseSpeaks_IsGone", () => {
  const agent = said("8", "I am Mei", { channelData: { cardline: { speaker: "agent" } } });
  const accepted: Activity = { type: "event", name: "handoff.status", value: { state: "accepted" } };
  for (const other of [agent, accepted, { type: "endOfConversation" } as Activity]) {
    const growing = new GrowingAnswer();
    growing.apply(chunk("s1", "First."));
    growing.apply(other);
    growing.apply(chunk("s1", "First. Second."));
    expect(growing.current).toBeNull();
  }
});

test("Growing_OwnMessageOrTyping_StaysAndIsNoPiece", () => {
  const growing = new GrowingAnswer();
  growing.apply(chunk("s1", "First."));
  expect(growing.apply(mine("9", "and?", "m"))).toBe(false);
  expect(growing.apply({ type: "typing", from: bot })).toBe(false);
  expect(growing.apply({ ...chunk("s9", "forged"), from: { role: "user" } })).toBe(false);
  expect(growing.current?.text).toBe("First.");
});

test("Transcript_TakenBack_HasNoEntryAndEndsTheAnswer", () => {
  const takenBack = said("p1", "I stopped", { channelData: { streamType: "final", streamId: "s1", cardline: { speaker: "bot", kind: "brokenOff" } } });
  const transcript = new Transcript();
  expect(transcript.apply([chunk("s1", "First."), takenBack]).added).toEqual([]);
  const growing = new GrowingAnswer();
  growing.apply(chunk("s1", "First."));
  growing.apply(takenBack);
  expect(growing.current).toBeNull();
});

test("Messages_GrowingAnswer_IsDrawnAsItsEndAndMovesTheReaderOnce", () => {
  const { place, messages } = list();
  const transcript = new Transcript();
  transcript.apply([mine("1", "how?", "m")]);
  messages.show(transcript.entries, [], { ...look, growing: null });
  const growing = (text: string) => ({ streamId: "s1", text, lang: "en" });

  expect(messages.show(transcript.entries, [], { ...look, growing: growing("**First.**") })).toEqual({ start: place.children[1], mustSee: false });
  expect(place.querySelector(".is-growing strong")?.textContent).toBe("First.");
  expect(place.querySelector(".is-growing [aria-live], .is-growing[aria-live]")).toBeNull();
  expect(messages.show(transcript.entries, [], { ...look, growing: growing("**First.** Second <img src=x>") })).toEqual({ start: place.children[1], mustSee: false, goesOn: true });
  expect(place.querySelector("img")).toBeNull();

  transcript.apply([final("s1", "**First.** Second.")]);
  expect(messages.show(transcript.entries, [], { ...look, growing: null })).toEqual({ start: place.children[1], mustSee: false, goesOn: true });
  expect(place.children.length).toBe(2);
  expect(place.querySelector(".is-growing")).toBeNull();
  expect(place.children[1]?.querySelector("strong")?.textContent).toBe("First.");
});

test("Messages_GrowingAnswerThatIsGivenUp_LeavesNothingAndIsNoNews", () => {
  const { place, messages } = list();
  const transcript = new Transcript();
  transcript.apply([said("1", "hello")]);
  messages.show(transcript.entries, [], { ...look, growing: null });
  messages.show(transcript.entries, [], { ...look, growing: { streamId: "s1", text: "First.", lang: "en" } });
  expect(messages.show(transcript.entries, [], { ...look, growing: null })).toBeNull();
  expect(place.children.length).toBe(1);
});

test("Messages_Composed_SaysSoAboveItsSources", () => {
  for (const lang of ["en", "zh-Hans"] as const) {
    const { place, messages } = list();
    const transcript = new Transcript();
    transcript.apply([final("s1", "First."), said("8", "approved", { channelData: { cardline: { speaker: "bot", kind: "answer" } } })]);
    messages.show(transcript.entries, [], { ...look, texts: chatTexts[lang], lang, growing: null });
    const notes = [...place.querySelectorAll(".composed")];
    expect(notes.map((note) => note.textContent)).toEqual([chatTexts[lang].composed]);
    expect(notes[0]?.nextElementSibling?.className).toBe("sources");
  }
});

test("Standing_ChunkWhenAPersonHasCome_DoesNotNameThePerson", () => {
  const joined = said("2", "Mei joined", { from: { role: "bot", name: "Mei" }, channelData: { cardline: { speaker: "system", kind: "joined" } } });
  const standing = advance(advance(firstStanding, joined), chunk("s1", "First."));
  expect(standing).toMatchObject({ holder: "agent", agentName: "Mei", typing: null });
});

test("Conversation_AnswerThatNobodyEnds_DisappearsByItself", () => {
  vi.useFakeTimers();
  let changes = 0;
  const conversation = new Conversation("http://bank.test", "en", new MemoryVault(), { changed: () => void (changes += 1), arrived: () => undefined });
  const receive = (...activities: Activity[]) => (conversation as unknown as { receive: (set: unknown) => void }).receive({ activities });
  receive(chunk("s1", "First."));
  vi.advanceTimersByTime(growingShownMs - 1);
  receive(chunk("s1", "First. Second."));
  vi.advanceTimersByTime(growingShownMs - 1);
  expect(conversation.growing.current?.text).toBe("First. Second.");
  const before = changes;
  vi.advanceTimersByTime(1);
  expect(conversation.growing.current).toBeNull();
  expect(changes).toBe(before + 1);
  conversation.stop();
  vi.useRealTimers();
});

test("Conversation_OnlyTheEnd_IsReadAloud", () => {
  const arrived: string[] = [];
  const conversation = new Conversation("http://bank.test", "en", new MemoryVault(), { changed: () => undefined, arrived: (entries) => void arrived.push(...entries.map((entry) => entry.text)) });
  const receive = (watermark: string | null, ...activities: Activity[]) => (conversation as unknown as { receive: (set: unknown) => void }).receive({ activities, watermark });
  receive("1", said("1", "hello"));
  receive(null, chunk("s1", "First."));
  receive(null, chunk("s1", "First. Second."));
  expect(arrived).toEqual([]);
  receive("2", final("s1", "First. Second."));
  expect(arrived).toEqual(["First. Second."]);
  conversation.stop();
});
