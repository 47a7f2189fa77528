import type { TextChange, IdRun } from "#app/document/changes/index.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import {
  holdsId,
  type IdRange,
  type IdRanges,
  subtractIds,
  unionIds,
} from "#app/protocol/id-ranges.ts";

/** The changes that one person has ticked off, by the ids that came and that went (M15). */
export class Ticked {
  #inserted: IdRanges = new Map();
  #deleted: IdRanges = new Map();

  /** @param kept as the server keeps it: base64 of app/protocol/authorship.ts. */
  static from(kept: string | null): Ticked {
    const ticked = new Ticked();
    if (kept === null) return ticked;
    try {
      const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0));
      const { inserted, deleted } = decodeAuthorship(bytes);
      ticked.#inserted = inserted;
      ticked.#deleted = deleted;
    } catch {
      // Written by a later release: nothing counts as ticked off here.
    }
    return ticked;
  }

  /** Whether all of a change is ticked off: what somebody adds to it is news again. */
  has(change: TextChange): boolean {
    const { inserted, deleted } = idsOf(change);
    const all = (runs: readonly IdRun[], ranges: IdRanges) =>
      runs.every(
        ({ client, clock, length }) =>
          holdsId(ranges, client, clock) && holdsId(ranges, client, clock + length - 1),
      );
    return all(inserted, this.#inserted) && all(deleted, this.#deleted);
  }

  set(change: TextChange, ticked: boolean): void {
    const { inserted, deleted } = idsOf(change);
    const apply = ticked ? unionIds : subtractIds;
    this.#inserted = apply(this.#inserted, rangesOf(inserted));
    this.#deleted = apply(this.#deleted, rangesOf(deleted));
  }
}

/** Runs of ids that one request ticks off (TICK_BYTES). */
const MOST_RUNS = 500;

interface ChangeIds {
  readonly inserted: readonly IdRun[];
  readonly deleted: readonly IdRun[];
}

/** Read for all changes at each pause, and the same for as long as a change is. */
const known = new WeakMap<TextChange, ChangeIds>();

/** The ids of a change, by what was done to them. */
export function idsOf(change: TextChange): ChangeIds {
  const ids = known.get(change) ?? readIds(change);
  known.set(change, ids);
  return ids;
}

function readIds(change: TextChange): ChangeIds {
  const inserted: IdRun[] = [];
  const deleted: IdRun[] = [];
  for (const piece of change.pieces) {
    (piece.is === "deleted" ? deleted : inserted).push(...joinedRuns(piece.ids));
  }
  return { inserted, deleted };
}

function joinedRuns(ids: readonly IdRun[]): IdRun[] {
  return [...rangesOf(ids)].flatMap(([client, list]) =>
    list.map((range) => ({ client, ...range })),
  );
}

function rangesOf(runs: readonly IdRun[]): IdRanges {
  const ranges = new Map<number, IdRange[]>();
  for (const { client, clock, length } of runs) {
    const list = ranges.get(client);
    if (list) list.push({ clock, length });
    else ranges.set(client, [{ clock, length }]);
  }
  return unionIds(ranges);
}

/** The ids of several changes, joined: as many in each as one request takes. */
export function inRequests(all: readonly ChangeIds[]): ChangeIds[] {
  const joined: ChangeIds[] = [];
  for (const { inserted, deleted } of all) {
    const last = joined.at(-1);
    const sum = {
      inserted: [...(last?.inserted ?? []), ...inserted],
      deleted: [...(last?.deleted ?? []), ...deleted],
    };
    const fits = Math.max(sum.inserted.length, sum.deleted.length) <= MOST_RUNS;
    joined.splice(last && fits ? -1 : joined.length, 1, last && fits ? sum : { inserted, deleted });
  }
  return joined;
}

/** The first behind a change that is not ticked off; past the end, from the beginning. */
export function nextUnseen<
  Listed extends { readonly change: { readonly id: string }; readonly isSeen: boolean },
>(changes: readonly Listed[], id: string): Listed | undefined {
  const at = changes.findIndex(({ change }) => change.id === id);
  return [...changes.slice(at + 1), ...changes.slice(0, at)].find(({ isSeen }) => !isSeen);
}
