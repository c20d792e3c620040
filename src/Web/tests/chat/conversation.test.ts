import { expect, test } from "vitest";
import { chipMessage, messageOf, surveyAnswer } from "../../chat/controllers/outgoing";
import { MemoryVault, until } from "../support";
import { online, ownTexts, Scene, settled, textsOf } from "./scene";

const scene = Scene.use();

test("Begin_NewConversation_ShowsTheGreetingAndKeepsTheSecret", async () => {
  const vault = new MemoryVault();
  const conversation = scene.begin(vault);
  await online(conversation);
  expect(conversation.transcript.entries[0]).toMatchObject({ speaker: "bot", kind: "greeting" });
  expect(vault.secret).toBe("resume-c-1");
});

test("Send_Online_ShowsTheEchoOnceAndEmptiesTheOutbox", async () => {
  const conversation = scene.begin();
  await online(conversation);
  conversation.send(messageOf("annual fee?", "en"));
  await settled(conversation);
  await until(() => conversation.transcript.entries.length === 3, "the answer is there");
  expect(ownTexts(conversation)).toEqual(["annual fee?"]);
  expect(scene.arrived.map((entry) => entry.kind)).toEqual(["answer"]);
  expect(scene.bank.posts.length).toBe(1);
});

test("Send_FirstAttemptFails_KeepsTheOrder", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.failPosts = [503];
  conversation.send(messageOf("one", "en"));
  conversation.send(messageOf("two", "en"));
  conversation.send(messageOf("three", "en"));
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["one", "two", "three"]);
});

test("Send_AnswerLostAfterTheWork_SendsTheSameIdAndShowsItOnce", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.failPosts = [0];
  scene.bank.only.echoes = false;
  conversation.send(messageOf("only once", "en"));
  await until(() => scene.bank.posts.length >= 2, "it was sent again");
  scene.bank.only.echoes = true;
  scene.bank.closeSockets();
  await settled(conversation);
  expect(new Set(scene.bank.posts.map((post) => JSON.stringify(post["channelData"]))).size).toBe(1);
  expect(ownTexts(conversation)).toEqual(["only once"]);
  expect(scene.bank.only.log.filter((entry) => entry.activity["text"] === "only once").length).toBe(1);
});

test("Send_NoEcho_ConnectsAnewAndShowsItOnce", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.only.echoes = false;
  conversation.send(messageOf("is anybody there", "en"));
  await until(() => scene.bank.requests.some((request) => request.startsWith("GET /v3/directline/conversations/c-1?")), "it connects anew");
  scene.bank.only.echoes = true;
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["is anybody there"]);
});

test("Send_NeverAccepted_SaysSoAndSendsOnRequest", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.failPosts = [503, 503, 503, 503, 503, 503];
  conversation.send(messageOf("please", "en"));
  await until(() => conversation.outbox.items[0]?.state === "failed", "it gave up visibly");
  expect(scene.bank.posts.length).toBe(6);
  expect(ownTexts(conversation)).toEqual([]);
  conversation.retry(conversation.outbox.items[0]?.id ?? "");
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["please"]);
});

test("Send_Refused_FailsAtOnceAndLetsTheNextGo", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.failPosts = [413];
  conversation.send(messageOf("too much", "en"));
  conversation.send(messageOf("just right", "en"));
  await until(() => ownTexts(conversation).includes("just right"), "the second scene.arrived");
  expect(conversation.outbox.items.map((item) => [item.activity.text, item.state])).toEqual([["too much", "failed"]]);
  expect(scene.bank.posts.length).toBe(2);
});

test("Send_TokenExpired_RenewsWithTheSecretAndSends", async () => {
  const conversation = scene.begin();
  await online(conversation);
  scene.bank.expireTokens();
  conversation.send(messageOf("still here", "en"));
  await settled(conversation);
  expect(ownTexts(conversation)).toEqual(["still here"]);
  expect(scene.bank.requests.filter((request) => request === "POST /api/chat/token").length).toBe(2);
  expect(scene.bank.conversations.size).toBe(1);
});

test("Begin_WithSecret_ShowsTheWholeTranscriptWithoutNews", async () => {
  const vault = new MemoryVault();
  const first = scene.begin(vault);
  await online(first);
  first.send(messageOf("annual fee?", "en"));
  await until(() => first.transcript.entries.length === 3, "the answer is there");
  first.stop();
  scene.arrived.length = 0;
  const second = scene.begin(vault);
  await until(() => second.transcript.entries.length === 3, "the transcript is there");
  expect(textsOf(second)).toEqual(textsOf(first));
  expect(scene.arrived).toEqual([]);
  expect(scene.bank.conversations.size).toBe(1);
});

test("Begin_SecretNoLongerGood_BeginsANewConversation", async () => {
  const vault = new MemoryVault("resume-c-99");
  await online(scene.begin(vault));
  expect(vault.secret).toBe("resume-c-1");
});

test("Receive_Redaction_ReplacesInPlaceWithoutNews", async () => {
  const conversation = scene.begin();
  await online(conversation);
  conversation.send(messageOf("my code is 1234", "en"));
  await until(() => conversation.transcript.entries.length === 3, "the answer is there");
  scene.arrived.length = 0;
  scene.bank.only.redact(2, "my code is ****");
  await until(() => textsOf(conversation).includes("my code is ****"), "it was replaced");
  expect(textsOf(conversation).indexOf("my code is ****")).toBe(1);
  expect(conversation.transcript.entries.length).toBe(3);
  expect(scene.arrived).toEqual([]);
});

test("Chip_Pressed_PostsTextValueAndDisplayText", async () => {
  const conversation = scene.begin();
  await online(conversation);
  const chip = conversation.transcript.openChips()?.chips[1];
  if (chip) conversation.send(chipMessage(chip, "en"));
  await settled(conversation);
  expect(scene.bank.posts[0]).toMatchObject({ text: chip?.text, value: chip?.value, channelData: { messageBack: { displayText: chip?.displayText } } });
  expect(conversation.transcript.openChips()?.entryId).not.toBe(conversation.transcript.entries[0]?.id);
});

test("Handoff_FromQueueToAgentAndBack_IsFollowed", async () => {
  const conversation = scene.begin();
  await online(conversation);
  conversation.send(messageOf("a person please", "en", { action: "person" }));
  await until(() => conversation.standing.holder === "queue" && conversation.standing.place === 1, "it waits");
  scene.bank.only.become("agent", "Mei");
  scene.bank.only.bot("Hello, I am Mei", { kind: "note", speaker: "agent", from: "Mei" });
  await until(() => conversation.standing.agentName === "Mei", "Mei speaks");
  expect(conversation.standing.holder).toBe("agent");
  expect(conversation.transcript.entries.some((entry) => entry.text.includes("holder"))).toBe(false);
});

test("Survey_Sent_IsDoneWithoutAnEcho", async () => {
  const conversation = scene.begin();
  await online(conversation);
  conversation.sendSilently(surveyAnswer("h1", 5, "kind"));
  await settled(conversation);
  expect(scene.bank.posts).toMatchObject([{ type: "event", name: "cardline.survey", value: { handoffId: "h1", score: 5, comment: "kind" } }]);
  expect(scene.bank.posts.length).toBe(1);
});

test("End_Conversation_ForgetsTheSecretAndSaysSo", async () => {
  const vault = new MemoryVault();
  const conversation = scene.begin(vault);
  await online(conversation);
  conversation.end();
  await settled(conversation);
  expect(scene.bank.posts).toMatchObject([{ type: "endOfConversation" }]);
  expect(vault.secret).toBeNull();
  expect(conversation.standing.holder).toBe("ended");
});
