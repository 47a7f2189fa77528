import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { WordReturnView } from "./views.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { PlannedTalk, WordPlan, WordReport } from "#server/word/bring/planned.ts";

/** Why nothing can be brought in beside this document now; null where it can. */
export function whyNotNow({ row }: LoadedDocument): string | null {
  if (row.status === "draft") return null;
  return mayReopen(row) ? FROZEN : CLOSED;
}

/** The version as which a text is fixed now, since when, and whether it may be an open draft again. */
export function frozenOf(
  { row }: LoadedDocument,
  versions: ReadonlyMap<string, VersionTag>,
): WordReturnView["frozen"] {
  // Only services write the column, from the domain's closed set.
  const status = row.status as DocumentStatus;
  if (status === "draft") return null;
  const version = versions.get(row.pinnedVersionId ?? "") ?? null;
  return { status, version, since: row.statusAt.toISOString(), mayReopen: mayReopen(row) };
}

function mayReopen({ status }: LoadedDocument["row"]): boolean {
  return status === "in_review" || status === "approved";
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
  "This document is not an open draft now, so nothing can be written beside its text from a file. Nothing was brought in; the file waits for a day from when it was sent, and can be brought in from its page, without sending it again, once the draft is open.";
const CLOSED =
  "This document is closed and will be no open draft again, so nothing can be written beside its text from a file. Nothing was brought in; compare the file with another draft, or begin a new one with it.";
