import type { Language } from "../shared/language";
import type { RightOutcome } from "./models/types";

// The closed sets of the log, in words an agent reads at a glance. A code this page does not know yet is shown as it is.

type Words<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

export const reasons = [
  "safety", "fraud", "takeover_scam", "lost_stolen", "human_request", "bereavement", "hardship", "dispute", "data_request",
  "regulator_legal_media", "complaint", "anger", "anxiety", "despair_sadness", "unhelped", "complex", "technical_error",
] as const;
export type Reason = (typeof reasons)[number];

export const reasonWords: Words<Reason> = {
  en: {
    safety: "Danger to a person", fraud: "Fraud", takeover_scam: "Account takeover or scam", lost_stolen: "Lost or stolen card",
    human_request: "Asked for a person", bereavement: "Bereavement", hardship: "Cannot pay", dispute: "Disputed payment",
    data_request: "Request about personal data", regulator_legal_media: "Regulator, lawyer or press", complaint: "Complaint",
    anger: "Angry", anxiety: "Worried", despair_sadness: "Sad or in despair", unhelped: "The bot did not help",
    complex: "Complex case", technical_error: "Technical error",
  },
  "zh-Hans": {
    safety: "人身安全", fraud: "欺诈", takeover_scam: "账户被盗或诈骗", lost_stolen: "卡片遗失或被盗", human_request: "要求人工",
    bereavement: "亲人离世", hardship: "还款困难", dispute: "争议交易", data_request: "个人信息请求",
    regulator_legal_media: "监管、律师或媒体", complaint: "投诉", anger: "愤怒", anxiety: "焦虑", despair_sadness: "悲伤或绝望",
    unhelped: "智能助手未能解决", complex: "情况复杂", technical_error: "技术故障",
  },
};

export const adviceWords: Words<Reason> = {
  en: {
    safety: "Stay in the chat. Ask whether they are safe now and follow the safety guide.",
    fraud: "Secure the card first, then go through the payments together.",
    takeover_scam: "Ask them to stop all contact with the other side. Secure card and sign-in first.",
    lost_stolen: "Check that the card is blocked, then offer a new one.",
    human_request: "Say who you are. Read the conversation; do not ask for it again.",
    bereavement: "Say you are sorry. One step at a time; nothing has to be decided today.",
    hardship: "Listen without blame, then go through the options to pay.",
    dispute: "Find the payment and explain how a dispute goes, step by step.",
    data_request: "Take the request and pass it on to the data protection office.",
    regulator_legal_media: "Do not comment on the matter. Take the contact and pass it on.",
    complaint: "Take it seriously, put it in your own words, and record it as a complaint.",
    anger: "Let them finish. Name what went wrong, then the next step.",
    anxiety: "Calm and short sentences. Say what is safe already.",
    despair_sadness: "Listen first. If life may be in danger, follow the safety guide.",
    unhelped: "See what was tried above and begin with something else.",
    complex: "Sum up in one sentence what you have understood, and ask whether it is right.",
    technical_error: "Say that our system failed, not they. Help by hand.",
  },
  "zh-Hans": {
    safety: "保持对话。先确认对方现在是否安全，再按安全指引处理。", fraud: "先保护卡片，再一起核对交易。",
    takeover_scam: "请对方停止与骗子联系，先保护卡片和登录。", lost_stolen: "确认卡片已挂失，再提供补卡。",
    human_request: "先介绍自己。请阅读上文，不要让客户重复。", bereavement: "表示慰问。一步一步来，今天不必做决定。",
    hardship: "耐心倾听，不责备，再说明还款办法。", dispute: "找到该笔交易，逐步说明争议流程。",
    data_request: "记录请求并转交个人信息保护部门。", regulator_legal_media: "不对事情发表意见，记录联系方式并转交。",
    complaint: "认真对待，用自己的话复述，并登记为投诉。", anger: "让对方说完。承认问题，再说下一步。",
    anxiety: "语气平静、句子简短。先说明已经安全的部分。", despair_sadness: "先倾听。如有生命危险，按安全指引处理。",
    unhelped: "查看上面已做过的，换一个方法开始。", complex: "用一句话总结您的理解，并请对方确认。",
    technical_error: "说明是系统的问题，不是客户的问题，由您人工处理。",
  },
};

export const outcomes = ["Answered", "Choice", "Unknown", "HandedOff", "Greeted", "Noted", "Superseded", "Failed"] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeWords: Words<Outcome> = {
  en: {
    Answered: "answered from an article", Choice: "asked which of several was meant", Unknown: "was not sure", HandedOff: "handed over",
    Greeted: "greeted", Noted: "noted for you", Superseded: "stepped back", Failed: "failed",
  },
  "zh-Hans": {
    Answered: "按文章回答", Choice: "请客户选择", Unknown: "没有把握", HandedOff: "转人工", Greeted: "问候", Noted: "已为您记下", Superseded: "已让位", Failed: "出错",
  },
};

export const rightOutcomes = ["handled", "passed_on", "withdrawn"] as const satisfies readonly RightOutcome[];

export const rightOutcomeWords: Words<RightOutcome> = {
  en: { handled: "handled", passed_on: "passed on", withdrawn: "withdrawn" },
  "zh-Hans": { handled: "已处理", passed_on: "已转交", withdrawn: "已撤回" },
};

export const masked = ["card_number", "cvv", "expiry", "one_time_code", "password", "id_number", "phone_number"] as const;

export const maskedWords: Words<(typeof masked)[number]> = {
  en: {
    card_number: "card number", cvv: "security code", expiry: "expiry date", one_time_code: "one-time code", password: "password",
    id_number: "identity number", phone_number: "phone number",
  },
  "zh-Hans": {
    card_number: "卡号", cvv: "安全码", expiry: "有效期", one_time_code: "验证码", password: "密码", id_number: "身份证号码", phone_number: "电话号码",
  },
};

/** Reads a word of a closed set; an unknown one stays visible as it came. */
export function wordOf<K extends string>(words: Words<K>, lang: Language, key: string): string {
  return (words[lang] as Readonly<Record<string, string>>)[key] ?? key;
}
