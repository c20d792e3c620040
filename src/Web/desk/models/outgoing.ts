export interface OutgoingMessage {
  readonly clientId: string;
  readonly conversationId: string;
  readonly text: string;
  readonly state: "sending" | "failed";
  /** Known once the server has it; the message leaves this list when the log shows that entry. */
  readonly seq: number | null;
  readonly problem: string | null;
}

/** What this agent has written and the log does not show yet. */
export class OutgoingMessages {
  private list: readonly OutgoingMessage[] = [];

  of(conversationId: string): readonly OutgoingMessage[] {
    return this.list.filter((message) => message.conversationId === conversationId);
  }

  add(clientId: string, conversationId: string, text: string): void {
    this.list = [...this.list, { clientId, conversationId, text, state: "sending", seq: null, problem: null }];
  }

  accepted(clientId: string, seq: number): void {
    this.change(clientId, { seq });
  }

  failed(clientId: string, problem: string): void {
    this.change(clientId, { state: "failed", problem });
  }

  sendAgain(clientId: string): void {
    this.change(clientId, { state: "sending", problem: null });
  }

  find(clientId: string): OutgoingMessage | undefined {
    return this.list.find((message) => message.clientId === clientId);
  }

  settle(conversationId: string, hasSeq: (seq: number) => boolean): void {
    this.list = this.list.filter((message) => message.conversationId !== conversationId || message.seq === null || !hasSeq(message.seq));
  }

  private change(clientId: string, to: Partial<OutgoingMessage>): void {
    this.list = this.list.map((message) => (message.clientId === clientId ? { ...message, ...to } : message));
  }
}

const draftsMax = 50;

/** Half-written answers, one per conversation; the oldest goes when there are too many. */
export class Drafts {
  private readonly texts = new Map<string, string>();

  read(conversationId: string): string {
    return this.texts.get(conversationId) ?? "";
  }

  write(conversationId: string, text: string): void {
    this.texts.delete(conversationId);
    if (text !== "") this.texts.set(conversationId, text);
    const oldest = this.texts.keys().next();
    if (this.texts.size > draftsMax && !oldest.done) this.texts.delete(oldest.value);
  }
}
