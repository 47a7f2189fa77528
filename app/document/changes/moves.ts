import { equalAttrs, equalValue } from "#app/document/flow/formats.ts";
import type { BlockLook, LookingLetters, TextChange } from "./change.ts";

/** A change, and how far its rows are from those of the text. */
export interface PlacedChange<T extends TextChange> {
  readonly change: T;
  readonly shift: number;
}

/**
 * Makes one change of blocks that one person took out and put in elsewhere: they have the same ids
 * there. It stands where the blocks are now.
 */
export function* withMoves<T extends TextChange>(
  changes: Iterable<PlacedChange<T>>,
): Generator<PlacedChange<T>> {
  const all = [...changes];
  const taken = new Map<string, PlacedChange<T>>();
  for (const [index, one] of all.entries()) {
    const ids = blocksOf(one.change, "deleted");
    // Anything else gone there stands before it or behind it.
    const isAlone = !touches(all[index - 1], one) && !touches(one, all[index + 1]);
    if (ids !== null && isAlone) taken.set(ids, one);
  }
  const moves = new Map<PlacedChange<T>, PlacedChange<T>>();
  if (taken.size > 0) {
    for (const one of all) {
      const ids = blocksOf(one.change, "row");
      const from = ids === null ? undefined : taken.get(ids);
      if (!ids || !from || from.change.doer?.person !== one.change.doer?.person) continue;
      moves.set(one, from);
      taken.delete(ids);
    }
  }
  const gone = new Set(moves.values());
  for (const one of all) {
    const from = moves.get(one);
    if (from) yield { change: movedChange(one, from), shift: one.shift };
    else if (!gone.has(one)) yield one;
  }
}

/** Whether one change ends where the next begins. */
function touches(one: PlacedChange<TextChange> | undefined, next: typeof one): boolean {
  const [last, first] = [one?.change.pieces.at(-1)?.at, next?.change.pieces[0].at];
  if (!one || !next || !last || !first) return false;
  return last.row + one.shift === first.row + next.shift && last.offset === first.offset;
}

/** The ids of the blocks that a change took out, or put in, and nothing else; null where it did more. */
function blocksOf({ pieces }: TextChange, is: "deleted" | "row"): string | null {
  const ids: unknown[] = [];
  for (const piece of pieces) {
    if (piece.at.cell !== null) return null;
    if (piece.is === "row") ids.push(piece.blockId);
    else if (piece.is === "deleted") {
      for (const gone of piece.gone) if (gone.is === "break") ids.push(gone.id);
    }
    if (piece.is !== is && !(is === "row" && piece.is === "inserted")) return null;
  }
  return ids.length > 0 && ids.every((id) => typeof id === "string") ? ids.join(" ") : null;
}

interface KnownMove {
  readonly from: TextChange;
  readonly by: number;
  readonly change: TextChange;
}

/** The same for as long as both are: what is known of a change is kept by it. */
const known = new WeakMap<TextChange, KnownMove>();

function movedChange<T extends TextChange>(to: PlacedChange<T>, from: PlacedChange<T>): T {
  const by = from.shift - to.shift;
  const kept = known.get(to.change);
  if (kept?.from === from.change && kept.by === by) return kept.change as T;
  const gone = from.change.pieces.map((piece) => ({
    ...piece,
    at: { ...piece.at, row: piece.at.row + by },
  }));
  const [now, before] = [saidBy(to.change), saidBy(from.change)];
  const isMove = now !== null && before !== null && equalValue(now, before);
  const change = { ...to.change, pieces: [...to.change.pieces, ...gone], isMove } as T;
  known.set(to.change, { from: from.change, by, change });
  return change;
}

/** The blocks of a change with their words and looks; null where more than letters is in them. */
function saidBy({ pieces }: TextChange): unknown[] | null {
  const said: unknown[] = [];
  let last: LookingLetters | null = null;
  const add = (letters: LookingLetters) => {
    if (last && equalAttrs(last.attrs, letters.attrs)) {
      last = { ...last, text: last.text + letters.text };
      said[said.length - 1] = last;
    } else said.push((last = { text: letters.text, attrs: letters.attrs }));
  };
  const begin = (look: BlockLook | undefined) => {
    said.push({ ...look });
    last = null;
  };
  for (const piece of pieces) {
    if (piece.is === "row") begin(piece.look);
    else if (piece.is === "inserted" && piece.letters) piece.letters.forEach(add);
    else if (piece.is === "deleted") {
      for (const gone of piece.gone) {
        if (gone.is === "break") begin(gone.look);
        else if (gone.is === "letters") add(gone);
        else return null;
      }
    } else return null;
  }
  return said;
}
