// What the desk API answers. See docs/desk-api.md; nothing else of the server is known here.

export interface Agent {
  readonly id: string;
  readonly name: string;
}

export type CaseState = "waiting" | "held" | "closed" | "returned";

export type RightOutcome = "handled" | "passed_on" | "withdrawn";

/** A right the cardholder invoked; open while nobody has said what became of it. */
export interface CaseRight {
  readonly right: string;
  readonly reference: string;
  readonly seq: number;
  readonly at: string;
  readonly evidence: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly settledAt: string | null;
  readonly agentId: string | null;
}

/** What an agent says became of a right, sent with the end of the case. */
export interface Settlement {
  readonly reference: string;
  readonly outcome: RightOutcome;
  readonly note: string;
}

export interface Item {
  readonly conversationId: string;
  readonly handoffId: string;
  readonly state: CaseState;
  readonly place: number | null;
  readonly reason: string;
  readonly priority: number;
  readonly evidence: unknown;
  /** What the cardholder said when the bot asked what it is about. */
  readonly intake?: string | null;
  /** Titles of the matters of a message that held several. */
  readonly matters?: readonly string[];
  /** What a program made of the conversation; it may be wrong. */
  readonly summary?: string | null;
  readonly lang: string | null;
  readonly signedIn: boolean;
  readonly cardholderName: string | null;
  readonly enqueuedAt: string;
  readonly dueAt: string;
  readonly claimedAt: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly lastSeq: number;
  readonly lastText: string | null;
  readonly lastFrom: string | null;
  readonly lastAt: string | null;
  readonly epoch: number;
  /** Who holds this handoff or held it last, and what was said of whether it was needed. */
  readonly lastAgentId?: string | null;
  readonly needed?: boolean | null;
  /** Oldest first; a server of before there were any sends none. */
  readonly rights?: readonly CaseRight[];
}

export interface NeededFigures {
  readonly handoffs: number;
  readonly judged: number;
  readonly needed: number;
  readonly precision: number | null;
  readonly interval: readonly number[];
  readonly endedUnjudged: number;
  readonly surveyMean: number | null;
}

export interface NeededRow extends NeededFigures {
  readonly reason: string;
  readonly rule: string | null;
}

export interface HandoffReport {
  readonly since: string;
  readonly all: NeededFigures;
  readonly reasons: readonly NeededRow[];
  readonly rules: readonly NeededRow[];
}

export interface DeskActivity {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly locale?: string;
  readonly timestamp?: string;
  readonly from?: { readonly name?: string; readonly role?: string };
  readonly value?: unknown;
  readonly channelData?: {
    readonly messageBack?: { readonly displayText?: string };
    readonly cardline?: {
      readonly speaker?: string;
      readonly kind?: string;
      readonly masked?: readonly string[];
      /** A model put the words together out of the sources. */
      readonly composed?: boolean;
      readonly sources?: readonly { readonly article?: string; readonly name?: string; readonly heading?: string; readonly version?: string }[];
    };
  };
}

export interface LogEntry {
  readonly seq: number;
  readonly epoch: number;
  readonly at: string;
  readonly visible: boolean;
  readonly activity: DeskActivity;
}

export interface BoardAnswer {
  readonly cursor: string;
  readonly agentsOnDuty: number;
  /** How many cases an agent may hold; 0 or nothing for any number. */
  readonly casesPerAgentMax?: number;
  readonly items: readonly Item[];
}

export interface CaseAnswer {
  readonly item: Item;
  readonly entries: readonly LogEntry[];
  readonly more: boolean;
}
