/** What became of a suggestion; overtaken is one that is open while another for its words was accepted. */
export interface SuggestionDecision {
  readonly was: "accepted" | "rejected" | "overtaken";
  /** The id of who decided. */
  readonly by: string;
  readonly at: Date;
}

/** As the suggester is told of it: by name, and as ISO instant. */
export interface NamedDecision extends Pick<SuggestionDecision, "was"> {
  readonly by: string;
  readonly at: string;
}

interface DecidedRow {
  readonly state: string;
  readonly decidedById: string | null;
  readonly decidedAt: Date | null;
  readonly overtakenById: string | null;
  readonly overtakenAt: Date | null;
}

/** What became of a suggestion since a moment; null for nothing, or where its author withdrew it. */
export function decisionSince(
  moment: Date | undefined,
  suggestion: DecidedRow | null,
): SuggestionDecision | null {
  if (!suggestion) return null;
  const { state, decidedById, decidedAt, overtakenById, overtakenAt } = suggestion;
  const [was, by, at] =
    state === "open"
      ? (["overtaken", overtakenById, overtakenAt] as const)
      : ([state, decidedById, decidedAt] as const);
  if (by === null || at === null || (moment && at <= moment)) return null;
  return was === "accepted" || was === "rejected" || was === "overtaken" ? { was, by, at } : null;
}
