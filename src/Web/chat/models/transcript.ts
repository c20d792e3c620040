import type { Activity, CardAction, ChipValue, Source } from "./activity";

export type Speaker = "cardholder" | "bot" | "agent" | "system";

export interface Entry {
  readonly id: string;
  readonly speaker: Speaker;
  readonly name: string;
  readonly text: string;
  readonly markdown: boolean;
  readonly at: string | null;
  readonly kind: string;
  readonly lang: string | null;
  readonly sources: readonly Source[];
  readonly masked: readonly string[];
  readonly chips: readonly CardAction[];
  readonly handoffId: string | null;
  /** Whether a program put the words together out of the articles. */
  readonly composed: boolean;
  /** The growing answer that this message ended; null when there was none. */
  readonly streamId: string | null;
}

/** What one set of activities did to the transcript. */
export interface Applied {
  readonly added: readonly Entry[];
  readonly replaced: readonly string[];
  /** Ids made by this page whose echo has arrived. */
  readonly echoed: readonly string[];
}

const entriesMax = 2000;
/** Kinds whose chips stand in the message itself. */
const chipsInside: readonly string[] = ["survey", "firstStep"];

/**
 * The cardholder's view of the log. Entries stand in the order in which the server first sent them, which is the order of
 * the log. The same id never makes a second entry: it replaces the first one in place, which is how a redaction arrives.
 */
export class Transcript {
  private list: Entry[] = [];
  private readonly known = new Set<string>();

  get entries(): readonly Entry[] {
    return this.list;
  }

  apply(activities: readonly Activity[]): Applied {
    const added: Entry[] = [];
    const replaced: string[] = [];
    const echoed: string[] = [];
    for (const activity of activities) {
      if (activity.type !== "message" || !activity.id || isPassing(activity)) continue;
      const mine = activity.channelData?.clientActivityID;
      if (mine && speakerOf(activity) === "cardholder") echoed.push(mine);
      if (this.known.has(activity.id)) {
        if (this.replace(activity.id, activity)) replaced.push(activity.id);
      } else {
        this.known.add(activity.id);
        const entry = entryOf(activity.id, activity);
        if (entry) added.push(entry);
      }
    }
    this.list.push(...added);
    if (this.list.length > entriesMax) this.list.splice(0, this.list.length - entriesMax);
    return { added, replaced, echoed };
  }

  /** The chips that may still be pressed: those of the last message, and only while nothing was written after it. */
  openChips(): { readonly entryId: string; readonly chips: readonly CardAction[] } | null {
    const last = this.list.at(-1);
    return last && last.chips.length > 0 && !chipsInside.includes(last.kind) ? { entryId: last.id, chips: last.chips } : null;
  }

  /** The answer that may still be said not to help: the newest one, until somebody says something else or a person is called. */
  judgedAnswer(): Entry | null {
    const at = this.list.findLastIndex((entry) => entry.kind === "answer");
    const later = this.list.slice(at + 1);
    return at >= 0 && later.every((entry) => entry.speaker === "bot" && entry.kind !== "handedOff") ? (this.list[at] ?? null) : null;
  }

  private replace(id: string, activity: Activity): boolean {
    const at = this.list.findIndex((entry) => entry.id === id);
    if (at < 0) return false;
    const entry = entryOf(id, activity);
    const before = JSON.stringify(this.list[at]);
    if (entry) this.list[at] = entry;
    else this.list.splice(at, 1);
    return JSON.stringify(entry) !== before;
  }
}

export function speakerOf(activity: Activity): Speaker {
  const named = activity.channelData?.cardline?.speaker;
  if (activity.from?.role === "user") return "cardholder";
  return named === "agent" || named === "system" ? named : "bot";
}

/** A message that only takes back what was growing; it stands in no log. */
const isPassing = (activity: Activity): boolean => activity.channelData?.cardline?.kind === "brokenOff";

function surveyedHandoff(activity: Activity): string | null {
  const values = (activity.suggestedActions?.actions ?? []).map((action) => action.value as ChipValue | null | undefined);
  return values.find((value) => value?.survey?.handoffId)?.survey?.handoffId ?? null;
}

/** Null for a message with nothing in it: that is how one is taken away. */
function entryOf(id: string, activity: Activity): Entry | null {
  const speaker = speakerOf(activity);
  const data = activity.channelData?.cardline;
  const shown = speaker === "cardholder" ? activity.channelData?.messageBack?.displayText : undefined;
  const text = shown ?? activity.text ?? "";
  if (text === "" && (activity.attachments ?? []).length === 0) return null;
  return {
    id,
    speaker,
    name: activity.from?.name ?? "",
    text,
    markdown: speaker !== "cardholder" && activity.textFormat !== "plain",
    at: activity.timestamp ?? null,
    kind: data?.kind ?? "",
    lang: activity.locale ?? null,
    sources: data?.sources ?? [],
    masked: data?.masked ?? [],
    chips: (activity.suggestedActions?.actions ?? []).filter((action) => Boolean(action.title)),
    handoffId: data?.handoffId ?? surveyedHandoff(activity),
    composed: data?.composed === true,
    streamId: activity.channelData?.streamId ?? null,
  };
}
