/**
 * Makes changes of differences. What was deleted and written again word for word, as undoing and
 * moving do, is no change of the text, though its items are others.
 */
import { type Attrs, equalAttrs, equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import type {
  BlockLook,
  TextChange,
  ChangePiece,
  Doer,
  ChangePlace,
  Gone,
  IdRun,
} from "./change.ts";

interface Done {
  readonly at: ChangePlace;
  readonly ids: readonly IdRun[];
  readonly doer: Doer | null;
}

/** One item, or part of one, with what became of it. */
export type Difference =
  | { readonly state: "same"; readonly at: ChangePlace }
  | Inserted
  | Deleted
  | (Done & {
      readonly state: "restyled";
      readonly before: Attrs;
      readonly size: number;
    })
  | (Done & {
      readonly state: "reshaped";
      readonly before: Readonly<Record<string, unknown>>;
      readonly isInline: boolean;
    });

type Inserted = Done & {
  readonly state: "inserted";
  readonly what: "letters" | "node" | "row";
  readonly name: string;
  readonly size: number;
  readonly text?: string;
  readonly now?: Attrs;
  /** Of a block. */
  readonly look?: BlockLook;
};
type Deleted = Done & { readonly state: "deleted"; readonly gone: Gone };
type OneSided = Inserted | Deleted;

export function changesOf(differences: readonly Difference[]): TextChange[] {
  const changes: TextChange[] = [];
  let run: OneSided[] = [];
  const end = () => {
    if (run.length > 0) changes.push(...grouped(withoutRewritten(run).map(pieceOf)));
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
      if ((piece.doer?.at ?? 0) > (last.doer?.at ?? 0)) last.doer = piece.doer;
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
      addPiece(pieces, piece);
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
  const doer = (other.doer?.at ?? 0) > (one.doer?.at ?? 0) ? other.doer : one.doer;
  if (one.is === "inserted" && other.is === "inserted" && follows(one, other)) {
    const size = one.size + other.size;
    return { ...one, ids, doer, size, text: one.text + other.text };
  }
  if (one.is === "restyled" && other.is === "restyled" && follows(one, other)) {
    return { ...one, ids, doer, size: one.size + other.size };
  }
  if (one.is === "deleted" && other.is === "deleted" && samePlace(one.at, other.at)) {
    return { ...one, ids, doer, gone: joinedGone([...one.gone, ...other.gone]) };
  }
  return null;
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
        ? { is: "row", at, ids, doer, name: difference.name }
        : { is: "inserted", at, ids, doer, size: difference.size, text: difference.text ?? "" };
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

/** The most letters and nodes of a run in which words that were written again are looked for. */
const MOST_UNITS = 40_000;

/** A letter or node of a run, to be compared with the other side's. */
interface Unit {
  readonly of: OneSided;
  /** Of a letter, its place in the text. */
  readonly letter: number | null;
  readonly name: string;
  readonly attrs: Attrs;
}

/** A run without what stands at the beginning or the end of both sides. */
function withoutRewritten(run: readonly OneSided[]): (OneSided | RestyledUnit)[] {
  const gone = unitsOf(run, "deleted");
  const came = unitsOf(run, "inserted");
  if (gone.length === 0 || came.length === 0) return [...run];
  if (gone.length + came.length > MOST_UNITS) return [...run];
  const most = Math.min(gone.length, came.length);
  let first = 0;
  while (first < most && isSame(gone[first], came[first])) first += 1;
  if (first > 0 && first < most && isHighHalf(gone[first - 1])) first -= 1;
  let last = 0;
  while (last < most - first && isSame(gone.at(-1 - last), came.at(-1 - last))) last += 1;
  if (last > 0 && last < most - first && isLowHalf(gone.at(-last))) last -= 1;
  if (first + last === 0) return [...run];
  const goneLeft = gone.slice(first, gone.length - last);
  const cameLeft = came.slice(first, came.length - last);
  const restyled = [
    ...restyledIn(gone.slice(0, first), came.slice(0, first)),
    ...restyledIn(gone.slice(gone.length - last), came.slice(came.length - last)),
  ];
  const at = placeOf(cameLeft[0]) ?? afterUnit(came[came.length - last - 1]) ?? placeOf(came[0]);
  const parts: OneSided[] = [
    ...rejoined(goneLeft).map((part) => ({ ...part, at: at ?? part.at })),
    ...rejoined(cameLeft),
  ];
  return [...parts, ...restyled];
}

type RestyledUnit = Extract<Difference, { readonly state: "restyled" }>;

function restyledIn(gone: readonly Unit[], came: readonly Unit[]): RestyledUnit[] {
  return came.flatMap((unit, index): RestyledUnit[] => {
    const before = gone[index];
    if (!before || unit.letter === null || equalAttrs(before.attrs, unit.attrs)) return [];
    const { doer, ids } = partOf(unit, 1);
    const at = placeOf(unit) ?? unit.of.at;
    return [{ state: "restyled", at, ids, doer, before: before.attrs, size: 1 }];
  });
}

function unitsOf(run: readonly OneSided[], state: OneSided["state"]): Unit[] {
  const units: Unit[] = [];
  for (const of of run) {
    if (of.state !== state) continue;
    const letters = lettersIn(of);
    if (letters === null) {
      units.push({ of, letter: null, name: nodeName(of), attrs: NO_ATTRS });
      continue;
    }
    const attrs = of.state === "deleted" && of.gone.is === "letters" ? of.gone.attrs : attrsNow(of);
    for (let letter = 0; letter < letters.length; letter += 1) {
      units.push({ of, letter, name: letters[letter] ?? "", attrs });
    }
  }
  return units;
}

function attrsNow(of: OneSided): Attrs {
  return of.state === "inserted" ? (of.now ?? NO_ATTRS) : NO_ATTRS;
}

function lettersIn(of: OneSided): string | null {
  if (of.state === "inserted") return of.what === "letters" ? (of.text ?? "") : null;
  return of.gone.is === "letters" ? of.gone.text : null;
}

/** What tells a node from others; of those that hold something, nothing does. */
function nodeName(of: OneSided): string {
  if (of.state === "inserted") return of.what === "row" ? `row ${of.name}` : `node ${of.name}`;
  return of.gone.is === "break" ? "row block" : "";
}

function isSame(one: Unit | undefined, other: Unit | undefined): boolean {
  if (!one || !other) return false;
  if ((one.letter === null) !== (other.letter === null)) return false;
  if (one.letter !== null) return one.name === other.name;
  if (one.name === "" || one.name !== other.name) return false;
  return sameLook(one.of, other.of);
}

function sameLook(gone: OneSided, came: OneSided): boolean {
  if (gone.state !== "deleted" || gone.gone.is !== "break") return false;
  return came.state === "inserted" && equalValue(gone.gone.look, came.look);
}

function isHighHalf(unit: Unit | undefined): boolean {
  return isCode(unit, 0xd800);
}

function isLowHalf(unit: Unit | undefined): boolean {
  return isCode(unit, 0xdc00);
}

/** Differences of the units that are left. */
function rejoined(units: readonly Unit[]): OneSided[] {
  const parts: OneSided[] = [];
  for (let at = 0; at < units.length;) {
    const unit = units[at];
    if (!unit) break;
    let length = 1;
    while (unit.letter !== null && units[at + length]?.of === unit.of) length += 1;
    parts.push(partOf(unit, length));
    at += length;
  }
  return parts;
}

function partOf({ of, letter }: Unit, length: number): OneSided {
  if (letter === null) return of;
  const [run] = of.ids;
  const ids = run ? [{ client: run.client, clock: run.clock + letter, length }] : [];
  if (of.state === "inserted") {
    const at = { ...of.at, offset: of.at.offset + letter };
    return { ...of, at, ids, size: length, text: (of.text ?? "").slice(letter, letter + length) };
  }
  if (of.gone.is !== "letters") return of;
  const text = of.gone.text.slice(letter, letter + length);
  return { ...of, ids, gone: { ...of.gone, text } };
}

function placeOf(unit: Unit | undefined): ChangePlace | null {
  if (!unit) return null;
  const { at } = unit.of;
  if (unit.of.state === "inserted" && unit.of.what === "row") return beforeRow(at);
  return { ...at, offset: at.offset + (unit.letter ?? 0) };
}

function afterUnit(unit: Unit | undefined): ChangePlace | null {
  if (!unit || unit.of.state !== "inserted") return null;
  const { at, what, size } = unit.of;
  if (what === "row") return at;
  return { ...at, offset: at.offset + (unit.letter === null ? size : unit.letter + 1) };
}

/** The end of the row before, which its own length bounds when it is drawn. */
function beforeRow(at: ChangePlace): ChangePlace {
  if (!at.cell) return { ...at, row: at.row - 1, offset: Infinity };
  const [line, column, row] = at.cell;
  return { ...at, cell: [line, column, row - 1], offset: Infinity };
}

/** Whether a unit is a letter of the 1,024 codes from there on. */
function isCode(unit: Unit | undefined, from: number): boolean {
  if (!unit || unit.letter === null) return false;
  const code = unit.name.charCodeAt(0);
  return code >= from && code < from + 0x400;
}
