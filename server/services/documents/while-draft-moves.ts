import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { AGAIN, type Again } from "#server/services/transaction.ts";

/** How often something is tried while people write (R16), and again while commits are suspended. */
const TRIES = 3;

/**
 * Repeats what is done with exactly what is committed at one sequence number (R16): it is built outside of
 * any transaction, and stored in a short one that returns `AGAIN` where somebody wrote or changed a
 * detail in between. After three tries the draft's commits are suspended meanwhile.
 * @param sentence tells that even that failed: refused as `unavailable`.
 */
export function whileDraftMoves(sentence: string) {
  return async <T>(
    { rooms }: Pick<Resources, "rooms">,
    [documentId]: readonly [documentId: string],
    attempt: () => Promise<Outcome<T> | Again>,
  ): Promise<Outcome<T>> => {
    const first = await several(attempt);
    if (first !== AGAIN) return first;
    return rooms.holdCommits(documentId, async () => {
      const held = await several(attempt);
      return held === AGAIN ? refuse("unavailable", sentence) : held;
    });
  };
}

async function several<T>(attempt: () => Promise<Outcome<T> | Again>): Promise<Outcome<T> | Again> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt();
    if (outcome !== AGAIN) return outcome;
  }
  return AGAIN;
}
