import type { Activity } from "./activity";

/** An answer while it is being written. It is not in the log and may still be replaced as a whole. */
export interface Growing {
  readonly streamId: string;
  readonly text: string;
  readonly lang: string | null;
}

const endedMax = 16;

/**
 * The one answer that grows now. Chunks hold the whole text so far. It ends with the message that names it, with anything else
 * that somebody says, and when its page hears nothing more of it; a chunk that is late does not bring it back.
 */
export class GrowingAnswer {
  current: Growing | null = null;
  private readonly ended: string[] = [];

  /** Returns whether the activity was a piece of it, so that its page goes on waiting. */
  apply(activity: Activity): boolean {
    const streamId = activity.channelData?.streamId;
    if (activity.type === "typing" && streamId && activity.from?.role !== "user") return this.grow(streamId, activity);
    const saysSomething = activity.type === "message" && activity.from?.role !== "user";
    if (streamId && saysSomething) this.end(streamId);
    if (saysSomething || activity.type === "endOfConversation" || activity.name === "handoff.status") this.drop();
    return false;
  }

  /** What is not ended by a message within its time was given up by whoever wrote it. */
  drop(): void {
    if (this.current) this.end(this.current.streamId);
    this.current = null;
  }

  private grow(streamId: string, activity: Activity): boolean {
    if (this.ended.includes(streamId)) return false;
    if (activity.channelData?.streamType !== "streaming" || !activity.text) return true;
    this.current = { streamId, text: activity.text, lang: activity.locale ?? null };
    return true;
  }

  private end(streamId: string): void {
    if (!this.ended.includes(streamId)) this.ended.push(streamId);
    if (this.ended.length > endedMax) this.ended.shift();
  }
}
