/** The letters and nodes of a run of differences, one by one. */
import { type Attrs, equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import { isBlockUnit, unitOf } from "#app/document/flow/layout.ts";
import type { ChangePlace } from "./change.ts";
import type { OneSided } from "./difference.ts";
import { isSameNode } from "./same-node.ts";

/** A letter or node of a run, to be compared with the other side's. */
export interface Unit {
  readonly of: OneSided;
  /** Its place in the run. */
  readonly order: number;
  /** Of a letter, its place in the text. */
  readonly letter: number | null;
  readonly name: string;
  readonly attrs: Attrs;
}

/** The letters and nodes of one side of a run. */
export function unitsOf(run: readonly OneSided[], state: OneSided["state"]): Unit[] {
  const units: Unit[] = [];
  for (const [order, of] of run.entries()) {
    if (of.state !== state) continue;
    const letters = lettersIn(of);
    if (letters === null) {
      units.push({ of, order, letter: null, name: nodeName(of), attrs: NO_ATTRS });
      continue;
    }
    const attrs = of.state === "deleted" && of.gone.is === "letters" ? of.gone.attrs : attrsNow(of);
    for (let letter = 0; letter < letters.length; letter += 1) {
      units.push({ of, order, letter, name: letters[letter] ?? "", attrs });
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

/** What a node is; longer than a letter. */
function nodeName(of: OneSided): string {
  if (of.state === "inserted") return of.what === "row" ? `row ${of.name}` : `node ${of.name}`;
  if (of.gone.is !== "node" || !of.item) return "row block";
  return isBlockUnit(unitOf(of.item)) ? `row ${of.gone.name}` : `node ${of.gone.name}`;
}

/** Whether what is gone reads as what came, but for the formats of letters. */
export function isSame(gone: Unit | undefined, came: Unit | undefined): boolean {
  if (!gone || !came || gone.name !== came.name) return false;
  if (gone.letter !== null || came.letter !== null) {
    return gone.letter !== null && came.letter !== null;
  }
  if (gone.of.state !== "deleted" || came.of.state !== "inserted") return false;
  const was = gone.of.gone;
  if (was.is === "break") return equalValue(was.look, came.of.look);
  return gone.of.item !== null && came.of.item !== null && isSameNode(gone.of.item, came.of.item);
}

/** Whether a unit is half of a sign of two UTF-16 units, which is never cut. */
export function isHighHalf(unit: Unit | undefined): boolean {
  return isCode(unit, 0xd800);
}

export function isLowHalf(unit: Unit | undefined): boolean {
  return isCode(unit, 0xdc00);
}

/** Whether a unit is a letter of the 1,024 codes from there on. */
function isCode(unit: Unit | undefined, from: number): boolean {
  if (!unit || unit.letter === null) return false;
  const code = unit.name.charCodeAt(0);
  return code >= from && code < from + 0x400;
}

/** The difference of this many units from one on. */
export function partOf({ of, letter }: Unit, length: number): OneSided {
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

/** Where a unit that came stands; before it. */
export function placeOf(unit: Unit | undefined): ChangePlace | null {
  if (!unit) return null;
  const { at } = unit.of;
  if (unit.of.state === "inserted" && unit.of.what === "row") return beforeRow(at);
  return { ...at, offset: at.offset + (unit.letter ?? 0) };
}

/** Behind a unit that came. */
export function afterUnit(unit: Unit | undefined): ChangePlace | null {
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
