import type { JudgedFinding } from "#app/domain/readiness.ts";
import type { Standing } from "./standing.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { TextChanges, VersionView } from "#server/services/versions/views.ts";

/** The review desk: the frozen text, and the changes since the reader last decided on it. */
export interface ReviewView extends VersionView {
  readonly standing: Standing;
  /** By id, the organizations for which the reader's passkeys sign, and those that take nothing else. */
  readonly passkeys: {
    /** Whether the reader has a password to sign with instead. */
    readonly hasPassword: boolean;
    readonly usableFor: readonly string[];
    readonly requiredBy: readonly string[];
    /** Why no key can be made or used at this address, as a sentence; null where they can. */
    readonly unavailable: string | null;
  };
  /** Its drafter's answer to whoever asked for changes before; null for none. */
  readonly answer: string | null;
  /** The findings accepted at submission, with the person and reason; null for none. */
  readonly letStand: {
    readonly findings: readonly JudgedFinding[];
    readonly more: number;
    readonly reason: string | null;
  } | null;
  readonly changes:
    | (TextChanges & {
        readonly since: VersionTag;
        /** Whether the reader decided on that version, or it is just the previous one. */
        readonly why: "yours" | "previous";
      })
    | null;
}
