import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { candidateOf, type Candidate } from "./content.ts";

/** The answer of a story that found the draft elsewhere than it was read; nothing was written. */
export const MOVED = "moved";
export type Moved = typeof MOVED;

/** How often a version is tried while people go on writing (R16), and again while they are held. */
const TRIES = 3;

interface Pinning<T> {
  /** What has to hold of the candidate, asked outside of the transaction. */
  readonly check?: (candidate: Candidate) => Promise<Outcome<void>>;
  /** Stores it, only if the draft still stands where it was read; otherwise answers `moved`. */
  readonly store: (tx: Transaction, candidate: Candidate) => Promise<Outcome<T> | Moved>;
}

/**
 * Makes a version of exactly what is committed at one sequence number (R16): built outside of any
 * transaction, stored in one short one that checks that nobody wrote or changed a fact in between.
 * If somebody did, it is tried again; after three times the draft's commits are held for the moment
 * that it takes. Refuses `unavailable` where even that does not help.
 */
export async function pin<T>(
  resources: Resources,
  documentId: string,
  pinning: Pinning<T>,
): Promise<Outcome<T>> {
  const first = await tryToPin(resources, documentId, pinning);
  if (first !== MOVED) return first;
  return resources.rooms.holdCommits(documentId, async () => {
    const held = await tryToPin(resources, documentId, pinning);
    if (held !== MOVED) return held;
    return refuse(
      "unavailable",
      "The draft changed each time that a version of it was about to be made. Nothing was changed and no word was lost; try again in a moment.",
    );
  });
}

async function tryToPin<T>(
  resources: Resources,
  documentId: string,
  { check, store }: Pinning<T>,
): Promise<Outcome<T> | Moved> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const candidate = await candidateOf(resources, documentId);
    if (!candidate.ok) return candidate;
    const checked = await check?.(candidate.value);
    if (checked && !checked.ok) return checked;
    const stored = await resources.database.write((tx) => store(tx, candidate.value));
    if (stored !== MOVED) return stored;
  }
  return MOVED;
}

/** Writes the version's row and answers its number. The caller has made sure that it still holds. */
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
  // Stories of writes run one after the other, so no other can take the same number.
  const last = await tx.version.aggregate({ where: { documentId }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  const { sequence, generation } = at;
  await tx.version.create({
    data: { ...version, documentId, number, content: text, hash, sequence, generation },
  });
  return number;
}
