import { type FlowPiece, sizeOf } from "#app/document/flow/pieces.ts";
import { AuthorIndex } from "#app/protocol/authored-ranges.ts";

/**
 * Tells who wrote which text, from the authorship that rooms store with each commit (R9): for each
 * person, the ids they inserted, with the time. Pure; works for a draft and for a version's bytes.
 */

export { AuthorIndex, mergeAuthorship } from "#app/protocol/authored-ranges.ts";
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
  /** The person who suggested it, where another accepted it (M11): an index into those people. */
  readonly suggestedBy?: number;
}

const NOTHING_SUGGESTED = new AuthorIndex([]);

/** The runs of these pieces of a block in order, including those in its footnotes. */
export function authorRuns(
  pieces: Iterable<FlowPiece>,
  index: AuthorIndex,
  suggested: AuthorIndex = NOTHING_SUGGESTED,
  start = 0,
  runs: AuthorRun[] = [],
): AuthorRun[] {
  let at = start;
  for (const piece of pieces) {
    if (piece.is === "footnote") {
      authorRuns(piece.pieces, index, suggested, at + 1, runs);
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
      const proposed = suggested.find(client, clock);
      const stop = Math.min(end, until, proposed.until);
      const written = range && { person: range[3], at: range[4] };
      const suggestedBy = proposed.range ? { suggestedBy: proposed.range[3] } : {};
      push(runs, { from: at, to: at + stop - clock, client, written, ...suggestedBy });
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
    last.suggestedBy === run.suggestedBy &&
    last.written?.person === run.written?.person &&
    last.written?.at === run.written?.at;
  if (same) runs[runs.length - 1] = { ...last, to: run.to };
  else runs.push(run);
}
