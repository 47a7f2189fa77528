/**
 * The fate of a suggestion; overtaken is one that is open while another for its words was accepted,
 * reopened one that was decided and is open again.
 */
export interface SuggestionDecision {
  readonly was: "accepted" | "rejected" | "overtaken" | "reopened";
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
  readonly reopenedById: string | null;
  readonly reopenedAt: Date | null;
}

/** The outcome of a suggestion since a moment; null for none, or where its author withdrew it. */
export function decisionSince(
  moment: Date | undefined,
  suggestion: DecidedRow | null,
): SuggestionDecision | null {
  if (!suggestion) return null;
  const { state, decidedById, decidedAt, overtakenById, overtakenAt } = suggestion;
  const { reopenedById, reopenedAt } = suggestion;
  const isReopened = reopenedAt !== null && (overtakenAt === null || reopenedAt > overtakenAt);
  const openly = isReopened
    ? (["reopened", reopenedById, reopenedAt] as const)
    : (["overtaken", overtakenById, overtakenAt] as const);
  const [was, by, at] = state === "open" ? openly : ([state, decidedById, decidedAt] as const);
  if (by === null || at === null || (moment && at <= moment)) return null;
  return isTold(was) ? { was, by, at } : null;
}

function isTold(was: string): was is SuggestionDecision["was"] {
  return was !== "open" && was !== "withdrawn";
}
