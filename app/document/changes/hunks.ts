/** Makes changes of differences. */
import { equalAttrs, equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import type { TextChange, ChangePiece, Doer, ChangePlace, Gone, LookingLetters } from "./change.ts";
import type { Difference, Inserted, OneSided } from "./difference.ts";
import { blockIdOf } from "./parts.ts";
import { laterOf } from "./walk-items.ts";
import { withoutRewritten } from "./written-again.ts";

export function changesOf(differences: readonly Difference[]): TextChange[] {
  const changes: TextChange[] = [];
  let run: OneSided[] = [];
  const end = () => {
    for (const parts of withoutRewritten(run)) changes.push(...grouped(parts.map(pieceOf)));
    run = [];
  };
  for (const difference of differences) {
    if (difference.state === "inserted" || difference.state === "deleted") {
      run.push(difference);
      continue;
    }
    end();
    if (difference.state !== "same") changes.push(...grouped([pieceOf(difference)]));
  }
  end();
  return joined(changes);
}

/** Joins neighboring pieces of one person into one change. */
function grouped(pieces: readonly ChangePiece[]): TextChange[] {
  const changes: { pieces: [ChangePiece, ...ChangePiece[]]; doer: Doer | null }[] = [];
  for (const piece of pieces) {
    const last = changes.at(-1);
    if (last && last.doer?.person === piece.doer?.person) {
      addPiece(last.pieces, piece);
      last.doer = laterOf(last.doer, piece.doer);
    } else changes.push({ pieces: [piece], doer: piece.doer });
  }
  return changes;
}

/** Letters with other marks follow each other where only their items end. */
function joined(changes: readonly TextChange[]): TextChange[] {
  const out: TextChange[] = [];
  for (const change of changes) {
    const last = out.at(-1);
    const [piece] = change.pieces;
    const before = last?.pieces.at(-1);
    if (
      last &&
      piece.is === "restyled" &&
      before?.is === "restyled" &&
      last.doer?.person === change.doer?.person &&
      equalAttrs(piece.before, before.before) &&
      follows(before, piece)
    ) {
      const pieces: [ChangePiece, ...ChangePiece[]] = [...last.pieces] as never;
      for (const more of change.pieces) addPiece(pieces, more);
      out[out.length - 1] = { ...last, pieces };
    } else out.push(change);
  }
  return out;
}

function addPiece(pieces: [ChangePiece, ...ChangePiece[]], piece: ChangePiece): void {
  const last = pieces.at(-1);
  if (last) {
    const both = merged(last, piece);
    if (both) {
      pieces[pieces.length - 1] = both;
      return;
    }
  }
  pieces.push(piece);
}

/** Two pieces as one, where they are alike and one follows the other. */
function merged(one: ChangePiece, other: ChangePiece): ChangePiece | null {
  const ids = [...one.ids, ...other.ids];
  const doer = laterOf(one.doer, other.doer);
  if (one.is === "inserted" && other.is === "inserted" && follows(one, other)) {
    const size = one.size + other.size;
    const letters = one.letters && other.letters ? [...one.letters, ...other.letters] : null;
    return { ...one, ids, doer, size, text: one.text + other.text, letters };
  }
  const isStyle = one.is === "restyled" && other.is === "restyled";
  if (isStyle && equalAttrs(one.before, other.before) && follows(one, other)) {
    return { ...one, ids, doer, size: one.size + other.size };
  }
  if (one.is === "deleted" && other.is === "deleted" && samePlace(one.at, other.at)) {
    return { ...one, ids, doer, gone: joinedGone([...one.gone, ...other.gone]) };
  }
  return null;
}

function lettersOf({ what, text = "", now = NO_ATTRS }: Inserted): LookingLetters[] | null {
  return what === "letters" ? [{ text, attrs: now }] : null;
}

function joinedGone(all: readonly Gone[]): Gone[] {
  const gone: Gone[] = [];
  for (const one of all) {
    const last = gone.at(-1);
    if (last?.is === "letters" && one.is === "letters" && equalAttrs(last.attrs, one.attrs)) {
      gone[gone.length - 1] = { ...last, text: last.text + one.text };
    } else gone.push(one);
  }
  return gone;
}

function follows(
  one: { readonly at: ChangePlace; readonly size: number },
  other: { readonly at: ChangePlace },
): boolean {
  return samePlace({ ...one.at, offset: one.at.offset + one.size }, other.at);
}

function samePlace(one: ChangePlace, other: ChangePlace): boolean {
  return one.row === other.row && one.offset === other.offset && equalValue(one.cell, other.cell);
}

function pieceOf(difference: Exclude<Difference, { readonly state: "same" }>): ChangePiece {
  const { at, ids, doer } = difference;
  switch (difference.state) {
    case "inserted":
      return difference.what === "row"
        ? {
            is: "row",
            at,
            ids,
            doer,
            name: difference.name,
            blockId: blockIdOf(difference),
            look: difference.look,
          }
        : {
            is: "inserted",
            at,
            ids,
            doer,
            size: difference.size,
            text: difference.text ?? "",
            letters: lettersOf(difference),
          };
    case "deleted":
      return { is: "deleted", at, ids, doer, gone: [difference.gone] };
    case "restyled":
      return { is: "restyled", at, ids, doer, size: difference.size, before: difference.before };
    case "reshaped":
      return {
        is: "reshaped",
        at,
        ids,
        doer,
        before: difference.before,
        isInline: difference.isInline,
      };
  }
}
