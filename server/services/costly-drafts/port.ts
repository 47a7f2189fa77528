import type { Outcome } from "#app/domain/refusal.ts";

/** The services' way to drafts that exceed their limits; implemented by the rooms. */
export interface CostlyDraftsPort {
  /** This process's drafts with paused tasks. */
  paused(): readonly PausedDraftView[];
  /** Allows the draft's next task at once. */
  retryNow(documentId: string): void;
  /** Call after the draft was replaced: its room is reloaded, and its pages are asked to reload. */
  replaced(documentId: string): Promise<void>;
  /**
   * The text typed in each of these updates, in the order of its bytes, without integrating them.
   */
  textsIn(updates: readonly Uint8Array[]): Promise<Outcome<readonly string[]>>;
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
