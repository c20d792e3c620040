import { byId } from "../../shared/dom";
import { fill, pageLanguage, readSetting, rememberLanguage, writeSetting, type Language } from "../../shared/language";
import { onWakeUp } from "../../shared/wakeUp";
import { readSettings, type ChatSettings } from "../api/settings";
import type { ChipValue, OutgoingActivity } from "../models/activity";
import { timing } from "../models/connection";
import { chatTexts, type ChatTexts } from "../texts";
import { Attention } from "./attention";
import { Banner } from "./banner";
import { Chips } from "./chips";
import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { Header } from "./header";
import { MessageList } from "./messages";
import { chipMessage, messageOf, surveyAnswer } from "./outgoing";
import { connectToParent, type ParentFrame } from "./parentFrame";
import { phoneIn } from "./phone";
import { Scroll } from "./scroll";
import { AnsweredSurveys, DeviceVault } from "./vault";

const largeTypeKey = "cardline.largeType";

/** Puts the pieces of the chat page together and shows them whenever something has changed. */
export class ChatPage {
  private lang: Language = pageLanguage();
  private large = readSetting(largeTypeKey) === "yes";
  private settings: ChatSettings | null = null;
  private readonly vault = new DeviceVault();
  private readonly surveys = new AnsweredSurveys();
  private readonly parent: ParentFrame;
  private readonly attention: Attention;
  private readonly header: Header;
  private readonly banner: Banner;
  private readonly messages: MessageList;
  private readonly chips: Chips;
  private readonly composer: Composer;
  private readonly scroll = new Scroll();
  private conversation: Conversation;

  constructor(private readonly origin: string) {
    this.parent = connectToParent(location.search, { opened: () => this.opened(), closed: () => this.attention.away() });
    this.attention = new Attention(this.parent);
    this.header = new Header(byId("top"), this.texts, {
      language: () => this.switchLanguage(),
      largeType: () => this.switchType(),
      end: () => this.conversation.end(),
      forget: () => this.forget(),
      close: this.parent.close,
    });
    this.banner = new Banner(byId("banner"), () => this.conversation.reconnect());
    this.messages = new MessageList(byId("messages"), {
      retry: (id) => this.conversation.retry(id),
      press: (chip) => this.post(chipMessage(chip, this.lang)),
      isAnswered: (handoffId) => this.surveys.has(handoffId),
      answer: (handoffId, score, comment) => this.answerSurvey(handoffId, score, comment),
    });
    this.chips = new Chips(byId("chips"), (chip) => this.post(chipMessage(chip, this.lang)), byId("scroll"));
    this.composer = new Composer(byId("bottom"), this.texts, {
      send: (text) => this.write(text),
      person: () => this.askForPerson(),
      typing: () => this.conversation.standing.holder === "agent" && this.conversation.sendTyping(),
      fresh: () => this.beginAnew(),
    });
    this.conversation = this.newConversation();
  }

  private get texts(): ChatTexts {
    return chatTexts[this.lang];
  }

  open(): void {
    onWakeUp(() => this.conversation.reconnect());
    document.addEventListener("visibilitychange", () => this.looked());
    this.speak();
    this.conversation.begin();
    void this.learnSettings();
  }

  private newConversation(): Conversation {
    return new Conversation(this.origin, this.lang, this.vault, {
      changed: () => this.show(),
      arrived: (entries) => this.attention.arrived(entries, this.texts),
    });
  }

  private show(): void {
    const { conversation, texts } = this;
    const { standing, linkState, transcript, outbox } = conversation;
    const over = standing.holder === "ended" || linkState === "ended" || linkState === "off";
    const agentsOnDuty = standing.agentsOnDuty ?? this.settings?.agentsOnDuty ?? null;
    // A banner that comes up takes room from the conversation; whoever was at its end must not lose it for that.
    this.scroll.keep(() => {
      this.header.show(standing, this.large);
      this.banner.show({ link: linkState, standing, agentsOnDuty, hotline: this.settings?.hotline ?? "" }, texts);
      const busy = over || outbox.items.some((item) => item.activity.type === "message");
      const judged = busy || standing.holder !== "bot" ? null : transcript.judgedAnswer();
      const look = { texts, growing: conversation.growing.current, lang: this.lang, phone: phoneIn(this.settings?.hotline ?? ""), judged, over };
      const news = this.messages.show(transcript.entries, outbox.items, look);
      this.showTyping(standing.typing);
      this.chips.show(busy ? null : transcript.openChips());
      this.composer.open(!over);
      return news;
    });
  }

  private showTyping(name: string | null): void {
    const typing = byId("typing");
    typing.hidden = name === null;
    typing.textContent = name === null ? "" : fill(this.texts.typing, { name: name || this.texts.bot });
  }

  /** Everything the cardholder posts goes through here, so that the outbox keeps its bound. */
  private post(activity: OutgoingActivity): boolean {
    if (this.conversation.outbox.isFull) {
      this.composer.complain(this.texts.full);
      return false;
    }
    this.conversation.send(activity);
    this.scroll.toEnd();
    return true;
  }

  /** Pressing twice in fear must not ask twice. */
  private askForPerson(): void {
    const asksAlready = this.conversation.outbox.items.some((item) => (item.activity.value as ChipValue | undefined)?.action === "person");
    if (!asksAlready) this.post(messageOf(this.texts.personText, this.lang, { action: "person" }, this.texts.person));
  }

  private write(text: string): void {
    if (this.post(messageOf(text, this.lang))) this.composer.clear();
  }

  private answerSurvey(handoffId: string, score: number, comment: string): void {
    this.surveys.add(handoffId);
    this.conversation.sendSilently(surveyAnswer(handoffId, score, comment));
    this.show();
    this.attention.say(this.texts.surveyThanks);
    this.composer.focus();
  }

  private opened(): void {
    this.attention.back();
    this.looked();
    this.scroll.toEnd();
    this.composer.focus();
  }

  private looked(): void {
    if (!this.attention.looked()) return;
    if (this.conversation.linkState === "paused" || this.conversation.linkState === "reconnecting") this.conversation.reconnect();
  }

  private switchLanguage(): void {
    this.lang = this.lang === "en" ? "zh-Hans" : "en";
    rememberLanguage(this.lang);
    this.speak();
    void this.learnSettings();
  }

  private switchType(): void {
    this.large = !this.large;
    writeSetting(largeTypeKey, this.large ? "yes" : null);
    this.scroll.keep(() => {
      this.speak();
      return null;
    });
  }

  private speak(): void {
    document.documentElement.lang = this.lang;
    document.documentElement.dataset["type"] = this.large ? "large" : "usual";
    document.title = this.texts.title;
    byId("scroll").setAttribute("aria-label", this.texts.log);
    byId("chips").setAttribute("aria-label", this.texts.chips);
    this.header.speak(this.texts, this.lang === "en" ? "zh-Hans" : "en");
    this.composer.speak(this.texts);
    this.scroll.speak(this.texts.newBelow);
    this.show();
  }

  private async learnSettings(): Promise<void> {
    this.settings = (await readSettings(this.origin, this.lang, timing.requestMs)) ?? this.settings;
    if (this.settings) this.composer.limit(this.settings.textCharsMax);
    this.show();
  }

  private forget(): void {
    this.surveys.forget();
    this.beginAnew();
  }

  private beginAnew(): void {
    this.vault.write(null);
    this.conversation.stop();
    this.conversation = this.newConversation();
    this.show();
    this.conversation.begin();
    this.composer.focus();
  }
}
