import type { CardAction, ChipValue, OutgoingActivity } from "../models/activity";

// What the page may post: a message, a chip, a survey answer, the end. Ids are made here, once per thing written.

export function messageOf(text: string, lang: string, value?: ChipValue, displayText?: string): OutgoingActivity {
  const activity: OutgoingActivity = {
    type: "message",
    text,
    textFormat: "plain",
    locale: lang,
    channelData: displayText ? { clientActivityID: newId(), messageBack: { displayText } } : { clientActivityID: newId() },
  };
  return value === undefined ? activity : { ...activity, value };
}

export function chipMessage(chip: CardAction, lang: string): OutgoingActivity {
  const shown = chip.displayText ?? chip.title ?? "";
  return messageOf(chip.text || shown, lang, (chip.value ?? undefined) as ChipValue | undefined, shown);
}

export function surveyAnswer(handoffId: string, score: number, comment: string): OutgoingActivity {
  return { type: "event", name: "cardline.survey", value: { handoffId, score, comment }, channelData: { clientActivityID: newId() } };
}

export function endOf(): OutgoingActivity {
  return { type: "endOfConversation", channelData: { clientActivityID: newId() } };
}

/** randomUUID exists only on secure pages; a bank's test page over plain http still needs ids that do not collide. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
