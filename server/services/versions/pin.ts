import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { AGAIN, type Again } from "#server/services/transaction.ts";
import type { Candidate } from "./content.ts";

/** How often a version is tried while people write (R16), and again while commits are suspended. */
const TRIES = 3;

/**
 * Repeats creating a version of exactly what is committed at one sequence number (R16): it is built
 * outside of any transaction, and stored in a short one that returns `AGAIN` where somebody wrote
 * or changed a detail in between. After three tries the draft's commits are suspended meanwhile.
 * Refuses `unavailable` where even that fails.
 */
export async function whileDraftMoves<T>(
  { rooms }: Pick<Resources, "rooms">,
  [documentId]: readonly [documentId: string],
  attempt: () => Promise<Outcome<T> | Again>,
): Promise<Outcome<T>> {
  const first = await several(attempt);
  if (first !== AGAIN) return first;
  return rooms.holdCommits(documentId, async () => {
    const held = await several(attempt);
    if (held !== AGAIN) return held;
    return refuse(
      "unavailable",
      "The draft changed each time that a version of it was about to be made. Nothing was changed and no word was lost; try again in a moment.",
    );
  });
}

async function several<T>(attempt: () => Promise<Outcome<T> | Again>): Promise<Outcome<T> | Again> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt();
    if (outcome !== AGAIN) return outcome;
  }
  return AGAIN;
}

/** Writes the version's row and returns its number. The caller has checked that it still holds. */
export async function writeVersion(
  tx: Transaction,
  { documentId, at, text, hash }: Candidate,
  version: {
    readonly id: string;
    readonly name: string | null;
    readonly createdById: string;
    readonly createdAt: Date;
  },
): Promise<number> {
  // Audited transactions run one after the other, so no other can take the same number.
  const last = await tx.version.aggregate({ where: { documentId }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  const { sequence, generation } = at;
  await tx.version.create({
    data: { ...version, documentId, number, content: text, hash, sequence, generation },
  });
  return number;
}
