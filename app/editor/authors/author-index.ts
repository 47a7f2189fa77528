import { type FlowPiece, sizeOf } from "#app/document/flow/pieces.ts";
import type { AuthoredRange } from "#app/protocol/authored-ranges.ts";

/**
 * Who wrote which text, from the authorship that rooms store with each commit (R9): for each
 * person, the ids they inserted, with the time. Pure; works for a draft and for a version's bytes.
 */

export { mergeAuthorship } from "#app/protocol/authored-ranges.ts";
export type { AuthoredRange, AuthorshipRow } from "#app/protocol/authored-ranges.ts";

/** A range of a block's text by one person at one time. */
export interface AuthorRun {
  /** Offsets in the block's content, in ProseMirror positions. */
  readonly from: number;
  readonly to: number;
  /** The Yjs client that wrote it. */
  readonly client: number;
  /** Null where no commit covers it: text that is not saved yet, or that came from a template. */
  readonly written: { readonly person: number; readonly at: number } | null;
}

/** Looks up who wrote an id, and up to which clock that holds. */
export class AuthorIndex {
  private readonly byClient = new Map<number, AuthoredRange[]>();

  constructor(ranges: readonly AuthoredRange[]) {
    for (const range of ranges) {
      const list = this.byClient.get(range[0]);
      if (list) list.push(range);
      else this.byClient.set(range[0], [range]);
    }
    for (const list of this.byClient.values()) list.sort((one, other) => one[1] - other[1]);
  }

  /** The range that contains the id, or the clock at which the next one begins. */
  find(client: number, clock: number): { range: AuthoredRange | null; until: number } {
    const list = this.byClient.get(client) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [, begins = 0, length = 0] = list[middle] ?? [];
      if (begins + length <= clock) low = middle + 1;
      else high = middle;
    }
    const next = list[low];
    if (!next) return { range: null, until: Infinity };
    return next[1] <= clock
      ? { range: next, until: next[1] + next[2] }
      : { range: null, until: next[1] };
  }
}

/** The runs of these pieces of a block in order, including those in its footnotes. */
export function authorRuns(
  pieces: Iterable<FlowPiece>,
  index: AuthorIndex,
  start = 0,
  runs: AuthorRun[] = [],
): AuthorRun[] {
  let at = start;
  for (const piece of pieces) {
    if (piece.is === "footnote") {
      authorRuns(piece.pieces, index, at + 1, runs);
      at += sizeOf([piece]);
      continue;
    }
    if (piece.is === "atom") {
      at += 1;
      continue;
    }
    const { client, text } = piece;
    let clock = piece.clock;
    const end = clock + text.length;
    while (clock < end) {
      const { range, until } = index.find(client, clock);
      const stop = Math.min(end, until);
      const written = range && { person: range[3], at: range[4] };
      push(runs, { from: at, to: at + stop - clock, client, written });
      at += stop - clock;
      clock = stop;
    }
  }
  return runs;
}

function push(runs: AuthorRun[], run: AuthorRun): void {
  const last = runs.at(-1);
  const same =
    last !== undefined &&
    last.to === run.from &&
    last.client === run.client &&
    last.written?.person === run.written?.person &&
    last.written?.at === run.written?.at;
  if (same) runs[runs.length - 1] = { ...last, to: run.to };
  else runs.push(run);
}
