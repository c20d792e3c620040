import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Conversation } from "../../chat/controllers/conversation";
import { chipMessage, messageOf, surveyAnswer } from "../../chat/controllers/outgoing";
import type { Timing } from "../../chat/models/connection";
import type { Entry } from "../../chat/models/transcript";
import { FakeBank } from "../../dev/fakeBank";
import { MemoryVault, quick, until } from "../support";

let bank: FakeBank;
let origin: string;
let open: Conversation[];
const arrived: Entry[] = [];

beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  bank = new FakeBank();
  origin = await bank.listen();
  open = [];
  arrived.length = 0;
});

afterEach(async () => {
  for (const conversation of open) conversation.stop();
  await bank.close();
  vi.unstubAllGlobals();
});

function begin(vault = new MemoryVault(), limits: Timing = quick): Conversation {
  const conversation = new Conversation(origin, "en", vault, { changed: () => undefined, arrived: (entries) => arrived.push(...entries) }, limits);
  open.push(conversation);
  conversation.begin();
  return conversation;
}

const textsOf = (conversation: Conversation) => conversation.transcript.entries.map((entry) => entry.text);
const online = (conversation: Conversation) => until(() => conversation.linkState === "online" && conversation.transcript.entries.length > 0, "it is online");
const ownTexts = (conversation: Conversation) => conversation.transcript.entries.filter((entry) => entry.speaker === "cardholder").map((entry) => entry.text);
const settled = (conversation: Conversation) => until(() => conversation.outbox.items.length === 0, "the outbox is empty");

test("Begin_NewConversation_ShowsTheGreetingAndKeepsTheSecret", async () => {
  const vault = new MemoryVault();
  const conversation = begin(vault);
  await online(conversation);
  expect(conversation.transcript.entries[0]).toMatchObject({ speaker: "bot", kind: "greeting" });
  expect(vault.secret).toBe("resume-c-1");
});

test("Send_Online_ShowsTheEchoOnceAndEmptiesTheOutbox", async () => {
  const conversation = begin();
  await online(conversation);
  conversation.send(messageOf("annual fee?", "en"));
  await settled(conversation);
  await until(() => conversation.transcript.entries.length === 3, "the answer is there");
  expect(ownTexts(conversation)).toEqual(["annual fee?"]);
  expect(arrived.map((entry) => entry.kind)).toEqual(["answer"]);
  expect(bank.posts.length).toBe(1);
});

test("Reconnect_SocketLost_GoesOnFromTheWatermarkAndMissesNothing", async () => {
  const conversation = begin();
  await online(conversation);
  bank.refuseSockets = true;
  bank.closeSockets();
  await until(() => conversation.linkState !== "online", "it knows the socket is gone");
  bank.only.bot("said while you were away", { kind: "note" });
  bank.refuseSockets = false;
  await until(() => textsOf(conversation).includes("said while you were away"), "the missed message is there");
  const resumes = bank.requests.filter((request) => request.startsWith("GET /v3/directline/conversations/c-1?watermark="));
  expect(resumes.length).toBeGreaterThan(0);
  expect(resumes.every((request) => request.endsWith("watermark=1"))).toBe(true);
  expect(new Set(conversation.transcript.entries.map((entry) => entry.id)).size).toBe(conversation.transcript.entries.length);
});

test("Reconnect_SocketsAlwaysFail_PollsAndStillDelivers", async () => {
  const conversation = begin();
  await online(conversation);
  bank.refuseSockets = true;
  bank.closeSockets();
  await until(() => conversation.linkState === "polling", "it polls");
  conversation.send(messageOf("annual fee?", "en"));
  await until(() => textsOf(conversation).some((text) => text.includes("first statement")), "the answer came by polling");
  expect(ownTexts(conversation)).toEqual(["annual fee?"]);
  bank.refuseSockets = false;
  await until(() => conversation.linkState === "online", "it is back on a socket");
});

test("Send_FirstAttemptFails_KeepsTheOrder", async () => {
  const conversation = begin();
  await online(conversation);
  bank.failPosts = [503];
  conversation.send(messageOf("one", "en"));
  conversation.send(messageOf("two", "en"));
  conversation.send(messageOf("three", "en"));
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["one", "two", "three"]);
});

test("Send_AnswerLostAfterTheWork_SendsTheSameIdAndShowsItOnce", async () => {
  const conversation = begin();
  await online(conversation);
  bank.failPosts = [0];
  bank.only.echoes = false;
  conversation.send(messageOf("only once", "en"));
  await until(() => bank.posts.length >= 2, "it was sent again");
  bank.only.echoes = true;
  bank.closeSockets();
  await settled(conversation);
  expect(new Set(bank.posts.map((post) => JSON.stringify(post["channelData"]))).size).toBe(1);
  expect(ownTexts(conversation)).toEqual(["only once"]);
  expect(bank.only.log.filter((entry) => entry.activity["text"] === "only once").length).toBe(1);
});

test("Send_NoEcho_ConnectsAnewAndShowsItOnce", async () => {
  const conversation = begin();
  await online(conversation);
  bank.only.echoes = false;
  conversation.send(messageOf("is anybody there", "en"));
  await until(() => bank.requests.some((request) => request.startsWith("GET /v3/directline/conversations/c-1?")), "it connects anew");
  bank.only.echoes = true;
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["is anybody there"]);
});

test("Send_NeverAccepted_SaysSoAndSendsOnRequest", async () => {
  const conversation = begin();
  await online(conversation);
  bank.failPosts = [503, 503, 503, 503, 503, 503];
  conversation.send(messageOf("please", "en"));
  await until(() => conversation.outbox.items[0]?.state === "failed", "it gave up visibly");
  expect(bank.posts.length).toBe(6);
  expect(ownTexts(conversation)).toEqual([]);
  conversation.retry(conversation.outbox.items[0]?.id ?? "");
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["please"]);
});

test("Send_Refused_FailsAtOnceAndLetsTheNextGo", async () => {
  const conversation = begin();
  await online(conversation);
  bank.failPosts = [413];
  conversation.send(messageOf("too much", "en"));
  conversation.send(messageOf("just right", "en"));
  await until(() => ownTexts(conversation).includes("just right"), "the second arrived");
  expect(conversation.outbox.items.map((item) => [item.activity.text, item.state])).toEqual([["too much", "failed"]]);
  expect(bank.posts.length).toBe(2);
});

test("Send_TokenExpired_RenewsWithTheSecretAndSends", async () => {
  const conversation = begin();
  await online(conversation);
  bank.expireTokens();
  conversation.send(messageOf("still here", "en"));
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["still here"]);
  expect(bank.requests.filter((request) => request === "POST /api/chat/token").length).toBe(2);
  expect(bank.conversations.size).toBe(1);
});

test("Begin_WithSecret_ShowsTheWholeTranscriptWithoutNews", async () => {
  const vault = new MemoryVault();
  const first = begin(vault);
  await online(first);
  first.send(messageOf("annual fee?", "en"));
  await until(() => first.transcript.entries.length === 3, "the answer is there");
  first.stop();
  arrived.length = 0;
  const second = begin(vault);
  await until(() => second.transcript.entries.length === 3, "the transcript is there");
  expect(textsOf(second)).toEqual(textsOf(first));
  expect(arrived).toEqual([]);
  expect(bank.conversations.size).toBe(1);
});

test("Begin_SecretNoLongerGood_BeginsANewConversation", async () => {
  const vault = new MemoryVault("resume-c-99");
  await online(begin(vault));
  expect(vault.secret).toBe("resume-c-1");
});

test("KeepAlive_OpenSocket_SendsEmptyFramesOnly", async () => {
  const conversation = begin(new MemoryVault(), { ...quick, keepAliveMs: 5 });
  await online(conversation);
  await until(() => bank.requests.filter((request) => request.startsWith("FRAME")).length >= 2, "frames were sent");
  expect(bank.requests.filter((request) => request.startsWith("FRAME")).every((request) => request === "FRAME ")).toBe(true);
});

test("Refresh_EveryQuarterHour_GetsAFreshToken", async () => {
  const conversation = begin(new MemoryVault(), { ...quick, refreshMs: 20 });
  await online(conversation);
  await until(() => bank.requests.includes("POST /v3/directline/tokens/refresh"), "it was refreshed");
  expect(conversation.linkState).toBe("online");
});

test("Receive_Redaction_ReplacesInPlaceWithoutNews", async () => {
  const conversation = begin();
  await online(conversation);
  conversation.send(messageOf("my code is 1234", "en"));
  await until(() => conversation.transcript.entries.length === 3, "the answer is there");
  arrived.length = 0;
  bank.only.redact(2, "my code is ****");
  await until(() => textsOf(conversation).includes("my code is ****"), "it was replaced");
  expect(textsOf(conversation).indexOf("my code is ****")).toBe(1);
  expect(conversation.transcript.entries.length).toBe(3);
  expect(arrived).toEqual([]);
});

test("Chip_Pressed_PostsTextValueAndDisplayText", async () => {
  const conversation = begin();
  await online(conversation);
  const chip = conversation.transcript.openChips()?.chips[1];
  if (chip) conversation.send(chipMessage(chip, "en"));
  await settled(conversation);
  expect(bank.posts[0]).toMatchObject({ text: chip?.text, value: chip?.value, channelData: { messageBack: { displayText: chip?.displayText } } });
  expect(conversation.transcript.openChips()?.entryId).not.toBe(conversation.transcript.entries[0]?.id);
});

test("Handoff_FromQueueToAgentAndBack_IsFollowed", async () => {
  const conversation = begin();
  await online(conversation);
  conversation.send(messageOf("a person please", "en", { action: "person" }));
  await until(() => conversation.standing.holder === "queue" && conversation.standing.place === 1, "it waits");
  bank.only.become("agent", "Mei");
  bank.only.bot("Hello, I am Mei", { kind: "note", speaker: "agent", from: "Mei" });
  await until(() => conversation.standing.agentName === "Mei", "Mei speaks");
  expect(conversation.standing.holder).toBe("agent");
  expect(conversation.transcript.entries.some((entry) => entry.text.includes("holder"))).toBe(false);
});

test("Survey_Sent_IsDoneWithoutAnEcho", async () => {
  const conversation = begin();
  await online(conversation);
  conversation.sendSilently(surveyAnswer("h1", 5, "kind"));
  await settled(conversation);
  expect(bank.posts).toMatchObject([{ type: "event", name: "cardline.survey", value: { handoffId: "h1", score: 5, comment: "kind" } }]);
  expect(bank.posts.length).toBe(1);
});

test("End_Conversation_ForgetsTheSecretAndSaysSo", async () => {
  const vault = new MemoryVault();
  const conversation = begin(vault);
  await online(conversation);
  conversation.end();
  await settled(conversation);
  expect(bank.posts).toMatchObject([{ type: "endOfConversation" }]);
  expect(vault.secret).toBeNull();
  expect(conversation.standing.holder).toBe("ended");
});

test("Run_ConversationGone_EndsAndPostsNothingMore", async () => {
  const conversation = begin();
  await online(conversation);
  bank.conversations.clear();
  bank.closeSockets();
  await until(() => conversation.linkState === "ended", "it knows the conversation is gone");
  conversation.send(messageOf("anybody?", "en"));
  expect(bank.posts).toEqual([]);
});

test("Run_ServerDown_PausesKeepsWhatIsWrittenAndSendsItInOrderLater", async () => {
  const conversation = begin(new MemoryVault(), { ...quick, attemptsMax: 3, stableSocketMs: 60_000 });
  await online(conversation);
  bank.down = true;
  bank.closeSockets();
  await until(() => conversation.linkState === "paused", "it gave up for now");
  for (const text of ["one", "two", "three"]) conversation.send(messageOf(text, "en"));
  expect(conversation.outbox.items.map((item) => [item.state, item.attempts])).toEqual([["waiting", 0], ["waiting", 0], ["waiting", 0]]);
  bank.down = false;
  conversation.reconnect();
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["one", "two", "three"]);
  expect(bank.posts.length).toBe(3);
});

test("Run_SwitchedOff_SaysSoAndDoesNotAskAgain", async () => {
  bank.tokenStatus = 403;
  const conversation = begin();
  await until(() => conversation.linkState === "off", "it knows the chat is off");
  expect(bank.requests.filter((request) => request === "POST /api/chat/token").length).toBe(1);
});

test("Run_TooManyRequests_TriesAgainLater", async () => {
  bank.tokenStatus = 429;
  const conversation = begin();
  await until(() => bank.requests.length >= 3, "it tried again");
  expect(conversation.linkState).toBe("connecting");
  bank.tokenStatus = 200;
  await online(conversation);
});
