import type { Language } from "../../shared/language";

/** A day and a time as the agent's language writes them, by the agent's own clock. */
export function moment(at: string, lang: Language): string {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at;
  return when.toLocaleString(lang === "en" ? "en-GB" : "zh-CN", { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
