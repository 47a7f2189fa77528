import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { DraftProse } from "#app/document/draft-prose.ts";
import { NO_PAINT } from "#app/document/rendering/text-paint.ts";
import type { CommittedDraft } from "./committed-draft.ts";
import type { FirstPaint } from "./first-paint.ts";
import type { DraftWorkers } from "./workers.ts";

/**
 * A draft's committed prose. Refuses `not-found` where there is none, else as its workers
 * do, such as `unavailable` while its tasks pause (R33).
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
  const prose = await from.workers.prose(parts, documentId);
  return prose.ok ? done({ ...prose.value, sequence, generation }) : prose;
}

/** A draft's first paint; an empty one where it is `unavailable`: the page waits for its room. */
export async function draftPaint(
  documentId: string,
  page: PageDetails | undefined,
  rooms: { firstPaint(documentId: string, page?: PageDetails): Promise<Outcome<FirstPaint>> },
): Promise<Outcome<FirstPaint>> {
  const paint = await rooms.firstPaint(documentId, page);
  const isMissing = !paint.ok && paint.refusal.code === "unavailable";
  return isMissing ? done({ ...NO_PAINT, sequence: 0, generation: 0 }) : paint;
}
