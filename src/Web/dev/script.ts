import type { FakeConversation } from "./conversation";

// What the scripted bank answers. Made-up sentences without numbers; enough to see every kind of message once.

export const hotline = "400-555-0100";

const chip = (title: string, value: object) => ({ type: "messageBack", title, displayText: title, text: title, value });

export function greet(conversation: FakeConversation): void {
  const zh = conversation.lang.startsWith("zh");
  conversation.bot(zh ? "您好，我是**智能助手**。请用您自己的话提问，也可以随时找人工。" : "Hello, I am the **automated assistant**. Ask in your own words; you can talk to a person at any time.", {
    kind: "greeting",
    chips: zh
      ? [chip("卡片丢了怎么办？", { article: "safety.lost" }), chip("年费什么时候收？", { article: "fee.annual" })]
      : [chip("I lost my card", { article: "safety.lost" }), chip("When is the annual fee charged?", { article: "fee.annual" })],
  });
}

export function answer(conversation: FakeConversation, text: string, value: { action?: string } | undefined): void {
  const zh = conversation.lang.startsWith("zh");
  if (conversation.holder !== "bot") return;
  if (value?.action === "person" || /person|human|人工/i.test(text)) return handOver(conversation, "human_request", text);
  if (/stolen|lost|丢|盗/i.test(text)) return handOver(conversation, "lost_stolen", text);
  if (/fee|年费/i.test(text)) {
    conversation.outcome("Answered");
    conversation.bot(
      zh
        ? "年费在开卡后的**第一张账单**上收取，之后每年同月收取。\n\n- 附属卡随主卡收取\n- 免年费条件见[领用合约](https://bank.example/agreement)\n\n| 卡种 | 收取时间 |\n|---|---|\n| 金卡 | 每年同月 |\n| 白金卡 | 每年同月 |"
        : "The annual fee is charged on the **first statement** after the card is opened, then in the same month each year.\n\n- Extra cards are charged with the main card\n- For waivers see the [cardholder agreement](https://bank.example/agreement)\n\n| Card | When |\n|---|---|\n| Gold | same month each year |\n| Platinum | same month each year |",
      {
        kind: "answer",
        sources: [{ article: "fee.annual", lang: zh ? "zh-Hans" : "en", version: "9f1c2ab47d", name: zh ? "领用合约" : "Cardholder agreement", heading: zh ? "第四条" : "Section four" }],
        chips: [chip(zh ? "怎样免年费？" : "How can the fee be waived?", { article: "fee.waiver" }), chip(zh ? "还有呢？" : "Tell me the rest", { article: "fee.annual", part: "more" })],
      },
    );
    return;
  }
  conversation.outcome("Unknown");
  conversation.bot(zh ? "抱歉，我没有把握。您可以换一种说法，或者找人工。" : "I am sorry, I am not sure. You could say it differently, or talk to a person.", {
    kind: "unknown",
    chips: [chip(zh ? "找人工" : "Talk to a person", { action: "person" })],
  });
}

function handOver(conversation: FakeConversation, reason: string, evidence: string): void {
  const zh = conversation.lang.startsWith("zh");
  if (reason === "lost_stolen") {
    conversation.bot(zh ? "请先在手机银行里**锁定卡片**，这样别人就无法使用。" : "First **lock the card** in the app, so that nobody can use it.", { kind: "firstStep" });
  }
  conversation.outcome("HandedOff");
  conversation.handOff(reason, evidence);
  conversation.bot(zh ? "我正在为您转接同事，他会看到上面的全部内容，您不用重复。" : "I am connecting you to a colleague, who sees everything above. You need not repeat anything.", { kind: "handedOff", speaker: "system" });
  conversation.tellPlace();
}
