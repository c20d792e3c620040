import { afterEach, beforeEach, vi } from "vitest";
import { WebSocket } from "ws";
import { Conversation } from "../../chat/controllers/conversation";
import type { Timing } from "../../chat/models/connection";
import type { Entry } from "../../chat/models/transcript";
import { FakeBank } from "../../dev/fakeBank";
import { MemoryVault, quick, until } from "../support";

/** A scripted bank on a real port for each test, and the conversations a test opens before it. */
export class Scene {
  bank = new FakeBank();
  readonly arrived: Entry[] = [];
  private origin = "";
  private readonly open: Conversation[] = [];

  static use(): Scene {
    const scene = new Scene();
    beforeEach(async () => {
      vi.stubGlobal("WebSocket", WebSocket);
      scene.bank = new FakeBank();
      scene.origin = await scene.bank.listen();
      scene.arrived.length = 0;
    });
    afterEach(async () => {
      for (const conversation of scene.open.splice(0)) conversation.stop();
      await scene.bank.close();
      vi.unstubAllGlobals();
    });
    return scene;
  }

  begin(vault = new MemoryVault(), limits: Timing = quick): Conversation {
    const events = { changed: () => undefined, arrived: (entries: readonly Entry[]) => void this.arrived.push(...entries) };
    const conversation = new Conversation(this.origin, "en", vault, events, limits);
    this.open.push(conversation);
    conversation.begin();
    return conversation;
  }

  asked(request: string): number {
    return this.bank.requests.filter((known) => known.startsWith(request)).length;
  }
}

export const textsOf = (conversation: Conversation) => conversation.transcript.entries.map((entry) => entry.text);
export const ownTexts = (conversation: Conversation) =>
  conversation.transcript.entries.filter((entry) => entry.speaker === "cardholder").map((entry) => entry.text);
export const online = (conversation: Conversation) =>
  until(() => conversation.linkState === "online" && conversation.transcript.entries.length > 0, "it is online");
export const settled = (conversation: Conversation) => until(() => conversation.outbox.items.length === 0, "the outbox is empty");
