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
  /** Where it stands, and the first number that it can be restored to. */
  readonly sequence: number;
  readonly from: number;
  /** The number before the costliest batch; null where nothing is known, or nothing stands before. */
  readonly proposed: number | null;
  /** Null until it is found out. */
  readonly costs: readonly CostView[] | null;
}

export interface CostView {
  readonly sequence: number;
  readonly isBase: boolean;
  readonly milliseconds: number;
  readonly isUnfinished: boolean;
  /** Whose it is. */
  readonly people: readonly { readonly userId: string; readonly name: string }[];
}

/** What was taken out of a draft, and is kept. */
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
