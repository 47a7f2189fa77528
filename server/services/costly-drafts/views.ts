/** A draft whose pages, versions and comparisons pause (R33), for the workspace's administrator. */
export interface CostlyDraftView {
  readonly documentId: string;
  readonly title: string;
  readonly matter: string;
  readonly organization: string;
  readonly why: "time" | "memory";
  readonly since: string;
  readonly retryAt: string;
  readonly generation: number;
  /** The current sequence number, and the first one that can be restored. */
  readonly sequence: number;
  readonly from: number;
  /**
   * The number before the most expensive batch; null where unknown, or where there is none before
   * it.
   */
  readonly proposed: number | null;
  /** Null until measured. */
  readonly costs: readonly CostView[] | null;
}

export interface CostView {
  readonly sequence: number;
  readonly isBase: boolean;
  readonly milliseconds: number;
  readonly isUnfinished: boolean;
  /** The authors. */
  readonly people: readonly { readonly userId: string; readonly name: string }[];
}

/** The part that a restore removed from a draft and set aside. */
export interface SetAsideView {
  readonly documentId: string;
  readonly title: string;
  readonly generation: number;
  readonly batches: number;
}

export interface CostlyDraftsView {
  readonly drafts: readonly CostlyDraftView[];
  readonly setAside: readonly SetAsideView[];
}
