/** What the services ask about drafts that cost more than they may; satisfied by the rooms. */
export interface CostlyDraftsPort {
  /** Drafts whose tasks pause, of this process. */
  paused(): readonly PausedDraftView[];
  /** The draft's next task is tried at once. */
  retryNow(documentId: string): void;
  /** The draft is another by now: its room is loaded anew, and its pages are asked to reload. */
  replaced(documentId: string): Promise<void>;
  /** What was typed in each of these updates, in the order of its bytes; it is not worked in. */
  wordsIn(updates: readonly Uint8Array[]): Promise<readonly string[]>;
}

interface PausedDraftView {
  readonly documentId: string;
  readonly why: "time" | "memory";
  readonly since: Date;
  readonly failures: number;
  readonly retryAt: Date;
  readonly costs:
    | readonly {
        readonly sequence: number;
        readonly isBase: boolean;
        readonly milliseconds: number;
        readonly isUnfinished: boolean;
      }[]
    | null;
}
