import { expect, test } from "vitest";
import { messageOf } from "../../chat/controllers/outgoing";
import { MemoryVault, quick, until } from "../support";
import { online, ownTexts, Scene, settled, textsOf } from "./scene";

const scene = Scene.use();

test("Reconnect_SocketLost_GoesOnFromTheWatermarkAndMissesNothing", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.refuseSockets = true;
  scene.bank.closeSockets();
  await until(() => conversation.linkState !== "online", "it knows the socket is gone");
  scene.bank.only.bot("said while you were away", { kind: "note" });
  scene.bank.refuseSockets = false;
  await until(() => textsOf(conversation).includes("said while you were away"), "the missed message is there");
  const resumes = scene.bank.requests.filter((request) => request.startsWith("GET /v3/directline/conversations/c-1?watermark="));
  expect(resumes.length).toBeGreaterThan(0);
  expect(resumes.every((request) => request.endsWith("watermark=1"))).toBe(true);
  expect(new Set(conversation.transcript.entries.map((entry) => entry.id)).size).toBe(conversation.transcript.entries.length);
});

test("Reconnect_SocketsAlwaysFail_PollsAndStillDelivers", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.refuseSockets = true;
  scene.bank.closeSockets();
  await until(() => conversation.linkState === "polling", "it polls");
  conversation.send(messageOf("annual fee?", "en"));
  await until(() => textsOf(conversation).some((text) => text.includes("first statement")), "the answer came by polling");
  expect(ownTexts(conversation)).toEqual(["annual fee?"]);
  scene.bank.refuseSockets = false;
  await until(() => conversation.linkState === "online", "it is back on a socket");
});

test("Silence_SocketWithoutSignsOfLife_IsGivenUpAndOpenedAnew", async () => {
  const conversation = scene.begin(new MemoryVault(), { ...quick, keepAliveMs: 5, silenceMs: 150 });
  await online(conversation);
  scene.bank.mute = true;
  await until(() => conversation.linkState === "reconnecting", "it notices the dead line");
  scene.bank.mute = false;
  const opened = scene.asked("SOCKET");
  await until(() => conversation.linkState === "online", "it is back");
  const frames = scene.asked("FRAME");
  // Many times longer than the silence it bears: signs of life keep it where it is.
  await until(() => scene.asked("FRAME") >= frames + 100, "many signs of life were answered");
  expect(scene.asked("SOCKET")).toBeLessThanOrEqual(opened + 1);
  expect(conversation.linkState).toBe("online");
});

test("KeepAlive_OpenSocket_SendsEmptyFramesOnly", async () => {
  const conversation = scene.begin(new MemoryVault(), { ...quick, keepAliveMs: 5 });
  await online(conversation);
  await until(() => scene.bank.requests.filter((request) => request.startsWith("FRAME")).length >= 2, "frames were sent");
  expect(scene.bank.requests.filter((request) => request.startsWith("FRAME")).every((request) => request === "FRAME ")).toBe(true);
});

test("Refresh_EveryQuarterHour_GetsAFreshToken", async () => {
  const conversation = scene.begin(new MemoryVault(), { ...quick, refreshMs: 20 });
  await online(conversation);
  await until(() => scene.bank.requests.includes("POST /v3/directline/tokens/refresh"), "it was refreshed");
  expect(conversation.linkState).toBe("online");
});

test("Run_ConversationGone_EndsAndPostsNothingMore", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.conversations.clear();
  scene.bank.closeSockets();
  await until(() => conversation.linkState === "ended", "it knows the conversation is gone");
  conversation.send(messageOf("anybody?", "en"));
  expect(scene.bank.posts).toEqual([]);
});

test("Run_ServerDown_PausesKeepsWhatIsWrittenAndSendsItInOrderLater", async () => {
  const conversation = scene.begin(new MemoryVault(), { ...quick, attemptsMax: 3, stableSocketMs: 60_000 });
  await online(conversation);
  scene.bank.down = true;
  scene.bank.closeSockets();
  await until(() => conversation.linkState === "paused", "it gave up for now");
  for (const text of ["one", "two", "three"]) conversation.send(messageOf(text, "en"));
  expect(conversation.outbox.items.map((item) => [item.state, item.attempts])).toEqual([["waiting", 0], ["waiting", 0], ["waiting", 0]]);
  scene.bank.down = false;
  conversation.reconnect();
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["one", "two", "three"]);
  expect(scene.bank.posts.length).toBe(3);
});

test("Run_SwitchedOff_SaysSoAndDoesNotAskAgain", async () => {
  scene.bank.tokenStatus = 403;
  const conversation = scene.begin();
  await until(() => conversation.linkState === "off", "it knows the chat is off");
  expect(scene.bank.requests.filter((request) => request === "POST /api/chat/token").length).toBe(1);
});

test("Run_TooManyRequests_TriesAgainLater", async () => {
  scene.bank.tokenStatus = 429;
  const conversation = scene.begin();
  await until(() => scene.bank.requests.length >= 3, "it tried again");
  expect(conversation.linkState).toBe("connecting");
  scene.bank.tokenStatus = 200;
  await online(conversation);
});

test("Run_PostSaysTheConversationIsOver_EndsAndSendsNothingMore", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.failPosts = [404];
  conversation.send(messageOf("one", "en"));
  conversation.send(messageOf("two", "en"));
  await until(() => conversation.linkState === "ended", "it knows it is over");
  expect(scene.bank.posts.length).toBe(1);
  expect(conversation.outbox.items.map((item) => item.state)).toEqual(["failed", "waiting"]);
});
