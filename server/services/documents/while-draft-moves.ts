import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { AGAIN, type Again } from "#server/services/transaction.ts";

/** How often something is tried while people write (R16), and again while commits are suspended. */
const TRIES = 3;
/** Milliseconds of suspended commits after which no further try is begun: those who write are waiting. */
const HELD_MS = 5_000;

/**
 * Repeats what is done with exactly what is committed at one sequence number (R16): it is built outside of
 * any transaction, and stored in a short one that returns `AGAIN` where somebody wrote or changed a
 * detail in between. After three tries the draft's commits are suspended meanwhile, and
 * no try is begun once they were for some seconds.
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
      const ends = performance.now() + HELD_MS;
      const held = await several(attempt, ends);
      return held === AGAIN ? refuse("unavailable", sentence) : held;
    });
  };
}

async function several<T>(
  attempt: () => Promise<Outcome<T> | Again>,
  ends = Infinity,
): Promise<Outcome<T> | Again> {
  for (let tries = 0; tries < TRIES && (tries === 0 || performance.now() < ends); tries += 1) {
    const outcome = await attempt();
    if (outcome !== AGAIN) return outcome;
  }
  return AGAIN;
}
