// The parts of a Bot Framework activity that the widget reads or writes. Everything may be missing: the wire is not ours to trust.

export interface ChipValue {
  readonly action?: string;
  readonly article?: string;
  readonly part?: string;
  readonly helpful?: "no";
  readonly survey?: { readonly handoffId?: string; readonly score?: number };
}

export interface CardAction {
  readonly type?: string;
  readonly title?: string;
  readonly text?: string;
  readonly displayText?: string;
  readonly value?: unknown;
}

export interface Source {
  readonly article?: string;
  readonly lang?: string;
  readonly version?: string;
  readonly heading?: string;
  readonly name?: string;
}

export interface CardlineData {
  readonly speaker?: string;
  readonly kind?: string;
  readonly sources?: readonly Source[];
  readonly masked?: readonly string[];
  readonly handoffId?: string;
  readonly offered?: string;
  readonly composed?: boolean;
}

export interface ChannelData {
  readonly clientActivityID?: string;
  /** An answer that grows: informative and streaming while it does, final on the message that ends it. */
  readonly streamType?: string;
  readonly streamId?: string;
  readonly messageBack?: { readonly displayText?: string };
  readonly cardline?: CardlineData;
}

export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly timestamp?: string;
  readonly name?: string;
  readonly from?: { readonly id?: string; readonly name?: string; readonly role?: string };
  readonly text?: string;
  readonly textFormat?: string;
  readonly locale?: string;
  readonly value?: unknown;
  readonly attachments?: readonly unknown[];
  readonly suggestedActions?: { readonly actions?: readonly CardAction[] };
  readonly channelData?: ChannelData;
}

export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string | null;
}

/** What the page writes: the id is made here, so that sending again is harmless. */
export interface OutgoingActivity extends Activity {
  readonly channelData: ChannelData & { readonly clientActivityID: string };
}
