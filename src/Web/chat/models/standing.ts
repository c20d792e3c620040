import type { Activity } from "./activity";
import { speakerOf } from "./transcript";

export type Holder = "bot" | "queue" | "agent" | "ended";

/** Who speaks with the cardholder now, and where they stand in the line. */
export interface Standing {
  readonly holder: Holder;
  readonly agentName: string | null;
  readonly place: number | null;
  readonly agentsOnDuty: number | null;
  /** Name of whoever is typing; empty text when they have no name. */
  readonly typing: string | null;
}

export const firstStanding: Standing = { holder: "bot", agentName: null, place: null, agentsOnDuty: null, typing: null };

/** Folds one activity into the standing. Replaying the whole log gives the same standing as having watched it live. */
export function advance(standing: Standing, activity: Activity): Standing {
  switch (activity.type) {
    case "typing":
      // An answer of the bot that still grows when a person has come is not that person typing.
      if (activity.from?.role === "user" || (activity.channelData?.streamId && standing.holder === "agent")) return standing;
      return advanceTyping(standing, activity.from?.name ?? "");
    case "event":
      return advanceEvent(standing, activity);
    case "message":
      return advanceMessage(standing, activity);
    case "endOfConversation":
      return { ...firstStanding, agentsOnDuty: standing.agentsOnDuty, holder: "ended" };
    default:
      return standing;
  }
}

/** Whoever types while an agent holds the conversation is that agent, who may not have said a word yet. */
function advanceTyping(standing: Standing, name: string): Standing {
  const agentName = standing.holder === "agent" && name !== "" ? name : standing.agentName;
  return { ...standing, agentName, typing: name };
}

function advanceEvent(standing: Standing, activity: Activity): Standing {
  const value = (activity.value ?? {}) as { place?: number | null; agentsOnDuty?: number; state?: string };
  if (activity.name === "cardline.queue") {
    const place = typeof value.place === "number" ? value.place : null;
    const agentsOnDuty = value.agentsOnDuty ?? standing.agentsOnDuty;
    // The event is only sent while the conversation waits; a late one must not take it back from an agent.
    return standing.holder === "agent" ? standing : { ...standing, holder: "queue", place, agentsOnDuty };
  }
  if (activity.name === "handoff.status" && value.state === "accepted") return { ...standing, holder: "agent", place: null };
  if (activity.name === "handoff.status" && (value.state === "completed" || value.state === "failed")) {
    return toBot(standing);
  }
  return standing;
}

function advanceMessage(standing: Standing, activity: Activity): Standing {
  const kind = activity.channelData?.cardline?.kind;
  const speaker = speakerOf(activity);
  if (speaker === "cardholder") return standing;
  if (speaker === "agent" || kind === "joined") {
    const agentName = activity.from?.name || standing.agentName;
    return { ...standing, holder: "agent", agentName, place: null, typing: null };
  }
  if (kind === "handedOff") return { ...standing, holder: "queue", typing: null };
  if (kind === "survey") return toBot(standing);
  // The agent is gone. A handoff that is complete says so itself; otherwise the conversation waits again.
  if (kind === "left") return standing.holder === "agent" ? { ...toBot(standing), holder: "queue" } : { ...standing, typing: null };
  return { ...standing, typing: null };
}

function toBot(standing: Standing): Standing {
  return { ...standing, holder: "bot", agentName: null, place: null, typing: null };
}
