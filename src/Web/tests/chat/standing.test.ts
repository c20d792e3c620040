import { expect, test } from "vitest";
import type { Activity } from "../../chat/models/activity";
import { backoffMs, newerWatermark, timing } from "../../chat/models/connection";
import { advance, firstStanding } from "../../chat/models/standing";
import { bannerWords } from "../../chat/controllers/banner";
import { chatTexts, maskedNotes } from "../../chat/texts";
import { mine, said } from "../support";

const fold = (activities: readonly Activity[]) => activities.reduce(advance, firstStanding);
const handedOff = said("1", "connecting", { channelData: { cardline: { speaker: "system", kind: "handedOff" } } });
const joined = said("2", "Mei joined", { channelData: { cardline: { speaker: "system", kind: "joined" } } });
const agent = said("3", "hello", { from: { role: "bot", name: "Mei" }, channelData: { cardline: { speaker: "agent" } } });
const queue = (place: number, agentsOnDuty = 2): Activity => ({ type: "event", name: "cardline.queue", value: { place, agentsOnDuty } });
const survey = said("4", "How was it?", { channelData: { cardline: { speaker: "system", kind: "survey", handoffId: "h" } } });

test("Advance_HandedOffThenPlace_WaitsInTheLine", () => {
  expect(fold([handedOff, queue(3)])).toMatchObject({ holder: "queue", place: 3, agentsOnDuty: 2 });
});

test("Advance_AgentSpeaks_NamesThePerson", () => {
  expect(fold([handedOff, queue(1), joined, agent])).toMatchObject({ holder: "agent", agentName: "Mei", place: null });
});

test("Advance_JoinLineWithAName_NamesThePersonAtOnce", () => {
  const named = { ...joined, from: { role: "bot", name: "Mei" } };
  expect(fold([handedOff, queue(1), named])).toMatchObject({ holder: "agent", agentName: "Mei" });
});

test("Advance_LateQueueEvent_DoesNotTakeTheAgentAway", () => {
  expect(fold([handedOff, joined, agent, queue(1)])).toMatchObject({ holder: "agent", agentName: "Mei" });
});

test("Advance_BotMessageWhileQueued_KeepsThePlace", () => {
  expect(fold([handedOff, queue(2), said("9", "meanwhile")])).toMatchObject({ holder: "queue", place: 2 });
});

test("Advance_SurveyOrCompleted_IsBackWithTheBot", () => {
  expect(fold([handedOff, joined, agent, survey]).holder).toBe("bot");
  expect(fold([handedOff, joined, { type: "event", name: "handoff.status", value: { state: "completed" } }])).toMatchObject({ holder: "bot", agentName: null });
});

const left = said("6", "gone", { channelData: { cardline: { speaker: "system", kind: "left" } } });
const status = (state: string): Activity => ({ type: "event", name: "handoff.status", value: { state } });

test("Advance_AgentLost_WaitsAgain", () => {
  expect(fold([handedOff, status("accepted"), joined, agent, left])).toMatchObject({ holder: "queue", agentName: null });
});

test("Advance_ReturnedToTheBot_InEitherOrderIsBackWithTheBot", () => {
  expect(fold([handedOff, joined, agent, left, status("completed")]).holder).toBe("bot");
  expect(fold([handedOff, joined, agent, status("completed"), left]).holder).toBe("bot");
});

test("Advance_AgentTypesBeforeTheFirstWord_IsNamed", () => {
  expect(fold([handedOff, status("accepted"), joined, { type: "typing", from: { role: "bot", name: "Mei" } }])).toMatchObject({ holder: "agent", agentName: "Mei" });
});

test("Advance_Typing_EndsWithTheMessage", () => {
  const typing = fold([handedOff, joined, { type: "typing", from: { role: "bot", name: "Mei" } }]);
  expect(typing.typing).toBe("Mei");
  expect(advance(typing, agent).typing).toBeNull();
  expect(fold([{ type: "typing", from: { role: "user" } }]).typing).toBeNull();
});

test("Advance_CardholderMessage_ChangesNothing", () => {
  expect(fold([handedOff, mine("5", "hello?", "m")]).holder).toBe("queue");
});

test("BannerWords_NobodyOnDuty_SaysSoAndGivesTheHotline", () => {
  const standing = fold([handedOff]);
  const words = bannerWords({ link: "online", standing, agentsOnDuty: 0, hotline: "1" }, chatTexts.en);
  expect(words).toMatchObject({ text: chatTexts.en.queueNobody, callUs: true });
  expect(bannerWords({ link: "online", standing: firstStanding, agentsOnDuty: 0, hotline: "1" }, chatTexts.en)).toBeNull();
});

test("BannerWords_ConnectionLost_ComesBeforeThePlace", () => {
  const words = bannerWords({ link: "reconnecting", standing: fold([handedOff, queue(1)]), agentsOnDuty: 1, hotline: "" }, chatTexts.en);
  expect(words?.text).toBe(chatTexts.en.reconnecting);
});

test("NewerWatermark_AbsentOrEmpty_KeepsTheOldOne", () => {
  expect(newerWatermark("7", null)).toBe("7");
  expect(newerWatermark("7", undefined)).toBe("7");
  expect(newerWatermark("7", "")).toBe("7");
  expect(newerWatermark("7", "8")).toBe("8");
  expect(newerWatermark("7", "0")).toBe("0");
});

test("BackoffMs_ManyAttempts_StaysInsideItsBounds", () => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    expect(backoffMs(attempt, timing, 0)).toBeGreaterThanOrEqual(timing.backoffFirstMs / 2);
    expect(backoffMs(attempt, timing, 1)).toBeLessThanOrEqual(timing.backoffMostMs);
  }
  expect(backoffMs(3, timing, 0)).not.toBe(backoffMs(3, timing, 1));
});

test("MaskedNotes_KnownAndUnknownKinds_GiveOneTrueSentenceEach", () => {
  expect(maskedNotes(["cvv", "one_time_code"], chatTexts.en)).toEqual([chatTexts.en.maskedSecret]);
  expect(maskedNotes(["card_number", "something_new"], chatTexts.en)).toEqual([chatTexts.en.maskedCard, chatTexts.en.maskedOther]);
  expect(maskedNotes([], chatTexts.en)).toEqual([]);
});
