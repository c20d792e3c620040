import type { LogEntry } from "./types";

/** What the card on top of a case says about the time before the agent came. */
export interface Brief {
  /** Names of the articles the cardholder has been given, oldest first, each once. */
  readonly articles: readonly string[];
  /** How the bot's turns ended, in order. */
  readonly outcomes: readonly string[];
}

export function briefOf(entries: readonly LogEntry[]): Brief {
  const articles = new Set<string>();
  const outcomes: string[] = [];
  for (const { activity } of entries) {
    for (const source of activity.channelData?.cardline?.sources ?? []) {
      const name = source.name ?? source.heading ?? source.article;
      if (name) articles.add(source.article && source.article !== name ? `${name} (${source.article})` : name);
    }
    if (activity.name === "cardline.outcome") {
      const outcome = (activity.value as { outcome?: unknown } | undefined)?.outcome;
      if (typeof outcome === "string") outcomes.push(outcome);
    }
  }
  return { articles: [...articles], outcomes };
}

/** Evidence is a sentence, or several; anything else is shown as it is written. */
export function evidenceText(evidence: unknown): string {
  if (evidence === null || evidence === undefined) return "";
  if (typeof evidence === "string") return evidence;
  if (Array.isArray(evidence)) return evidence.map(evidenceText).filter(Boolean).join("; ");
  if (typeof evidence === "object" && "text" in evidence) return evidenceText(evidence.text);
  return JSON.stringify(evidence);
}
