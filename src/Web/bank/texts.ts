import type { Language } from "../shared/language";

const en = {
  title: "Lantern Bank – a demo",
  demo: "This is a demo. Lantern Bank does not exist, has no customers and offers no cards. Do not type real card data here.",
  bank: "Lantern Bank",
  language: "中文",
  languageLabel: "切换到中文",
  headline: "A light on for you, at any hour",
  lead: "Ask about your card in your own words. An assistant answers from the bank's own articles, and a person is never far away.",
  chat: "Open the chat",
  cards: "Our cards",
  classic: "Lantern Classic",
  classicText: "The everyday card: simple to use, simple to understand.",
  gold: "Lantern Gold",
  goldText: "For those who travel and shop a little more.",
  platinum: "Lantern Platinum",
  platinumText: "Our most attentive card, with a colleague who knows your name.",
  ask: "For fees, limits and dates, ask in the chat: it answers from the article in force today.",
  lost: "Lost your card?",
  lostText: "Open the chat and say so. It tells you the first safe step at once and brings a colleague.",
  staff: "For staff: the agents' desk",
};

export type BankTexts = Readonly<Record<keyof typeof en, string>>;

const zh: BankTexts = {
  title: "明灯银行（演示）",
  demo: "这是演示页面。明灯银行并不存在，没有客户，也不发行任何卡片。请勿在此输入真实的银行卡信息。",
  bank: "明灯银行",
  language: "English",
  languageLabel: "Switch to English",
  headline: "随时为您留一盏灯",
  lead: "用您自己的话询问信用卡问题。智能助手依据银行的正式文章回答，需要时随时可以找人工。",
  chat: "打开在线咨询",
  cards: "我们的信用卡",
  classic: "明灯普卡",
  classicText: "日常使用，简单明了。",
  gold: "明灯金卡",
  goldText: "适合常出行、常购物的您。",
  platinum: "明灯白金卡",
  platinumText: "更贴心的服务，有熟悉您的客服。",
  ask: "关于费用、额度和日期，请在对话中询问：答案来自当天有效的文章。",
  lost: "卡片丢了？",
  lostText: "打开对话告诉我们。您会立刻得到第一步的安全指引，并有客服协助。",
  staff: "员工入口：客服工作台",
};

export const bankTexts: Readonly<Record<Language, BankTexts>> = { en, "zh-Hans": zh };
