import type { JudgedFinding } from "#app/domain/readiness.ts";
import type { Standing } from "./standing.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { TextChanges, VersionView } from "#server/services/versions/views.ts";

/** The review desk: the frozen text, and what changed since the reader last decided on it. */
export interface ReviewView extends VersionView {
  readonly standing: Standing;
  /** What the checks found when it was submitted and who submitted it let stand; null for nothing. */
  readonly letStand: {
    readonly findings: readonly JudgedFinding[];
    readonly more: number;
    readonly reason: string | null;
  } | null;
  readonly changes:
    | (TextChanges & {
        readonly since: VersionTag;
        /** Whether the reader decided on that version themselves, or it is just the one before. */
        readonly why: "yours" | "previous";
      })
    | null;
}
