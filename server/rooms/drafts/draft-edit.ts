import type { AskedEdit, DraftEdit } from "#app/document/acceptance/draft-edit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import type { DraftWorkers } from "./workers.ts";

/** An edit of a draft that a command stores where the draft is still at `sequence` (R40). */
interface DraftEditAt extends DraftEdit {
  readonly sequence: number;
  readonly generation: number;
}

/**
 * Builds an edit of a draft as it is stored, in its workers. Refuses `not-found` where there is no such
 * draft, `too-large` where it would not hold the words, else as the workers do.
 */
export async function draftEdit(
  documentId: string,
  asked: AskedEdit,
  { log, workers }: { readonly log: UpdateLog; readonly workers: Pick<DraftWorkers, "edit"> },
): Promise<Outcome<DraftEditAt>> {
  const stored = await log.load(documentId);
  if (!stored) return refuse("not-found");
  const parts = [...(stored.base ? [stored.base] : []), ...stored.tail].map(({ bytes }) => bytes);
  const built = await workers.edit({ parts, asked }, documentId);
  if (!built.ok) return built;
  const { sequence, generation } = stored;
  const edit = { ...built.value, sequence, generation };
  const bytes = parts.reduce((sum, part) => sum + part.length, edit.update?.length ?? 0);
  // As R22 has it: only what adds words is refused.
  return edit.insertsText && bytes > LIMITS.draftBytes ? refuse("too-large", FULL) : done(edit);
}

const FULL =
  "This draft has reached the size that a draft may have. Nothing was changed; take something out of it, and try again.";
