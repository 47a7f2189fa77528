import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { PlannedTalk, WordPlan, WordReport } from "#server/word/bring/planned.ts";

/** Why nothing can be brought in beside this document now; null where it can. */
export function whyNotNow({ row }: LoadedDocument): string | null {
  return row.status === "draft" ? null : FROZEN;
}

/** As many comments and answers as come in at once. */
export function limitedTalk<T extends PlannedTalk>(talk: readonly T[]): T[] {
  let left: number = WORD_RETURN_LIMITS.comments;
  return talk.flatMap((one) => {
    const comments = one.comments.slice(0, left);
    left -= comments.length;
    return comments.length > 0 ? [{ ...one, comments }] : [];
  });
}

/** Facts that a return's row keeps: counts and kinds, no words of the text. */
export function summaryJson(
  { changes, comments, notKept }: WordReport,
  { alignedBy, silent }: Pick<WordPlan, "alignedBy" | "silent">,
): string {
  return JSON.stringify({
    alignedBy,
    changes,
    comments,
    untracked: silent.slice(0, 500),
    notKept: notKept.map(({ what, count }) => ({ what, count })),
  });
}

const FROZEN =
  "This document is not an open draft now, so nothing can be written beside its text from a file. Nothing was brought in; the file waits for a day, and can be sent again once the draft is open.";
