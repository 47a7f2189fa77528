import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { DraftProse } from "#app/document/draft-prose.ts";
import type { CommittedDraft } from "./committed-draft.ts";
import type { FirstPaint } from "./first-paint.ts";
import { DraftPaused } from "./paused-drafts.ts";
import type { DraftWorkers } from "./workers.ts";

/**
 * A draft's committed prose. Refuses `not-found` where there is none, and `unavailable` while its
 * tasks pause (R33).
 */
export async function draftProse(
  documentId: string,
  from: {
    readonly rooms: { read(documentId: string): Promise<CommittedDraft | null> };
    readonly workers: Pick<DraftWorkers, "prose">;
  },
): Promise<Outcome<DraftProse & { sequence: number; generation: number }>> {
  const draft = await from.rooms.read(documentId);
  if (!draft) return refuse("not-found");
  const { parts, sequence, generation } = draft;
  try {
    return done({ ...(await from.workers.prose(parts, documentId)), sequence, generation });
  } catch (error) {
    if (error instanceof DraftPaused) return refuse("unavailable", error.sentence);
    throw error;
  }
}

/** A draft's first paint; an empty one while its tasks pause, and the page waits for its room. */
export async function draftPaint(
  documentId: string,
  page: PageDetails | undefined,
  rooms: { firstPaint(documentId: string, page?: PageDetails): Promise<FirstPaint | null> },
): Promise<FirstPaint> {
  try {
    const paint = await rooms.firstPaint(documentId, page);
    if (!paint) throw new Error("a draft that has facts has no text");
    return paint;
  } catch (error) {
    if (!(error instanceof DraftPaused)) throw error;
    return { html: "", sequence: 0, generation: 0 };
  }
}
