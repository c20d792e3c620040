import { request } from "./request";

export interface ChatSettings {
  readonly bank: string;
  readonly hotline: string;
  /** Null when the server does not say. */
  readonly agentsOnDuty: number | null;
  readonly uploads: boolean;
  readonly textCharsMax: number;
}

const textCharsMaxDefault = 4_000;

/** What the bank says about itself. Null when it cannot be had now: the chat works without. */
export async function readSettings(origin: string, lang: string, requestMs: number): Promise<ChatSettings | null> {
  const url = `${origin}/api/chat/settings?lang=${encodeURIComponent(lang)}`;
  const { ok, body } = await request<Partial<Omit<ChatSettings, "agentsOnDuty">> & { agentsOnDuty?: number | boolean }>(url, { method: "GET", timeoutMs: requestMs });
  if (!ok || !body) return null;
  return {
    bank: body.bank ?? "",
    hotline: body.hotline ?? "",
    // A server may say how many, or only whether anybody is.
    agentsOnDuty: body.agentsOnDuty === undefined ? null : Number(body.agentsOnDuty),
    uploads: body.uploads === true,
    textCharsMax: body.textCharsMax ?? textCharsMaxDefault,
  };
}
