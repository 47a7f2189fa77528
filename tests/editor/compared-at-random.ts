import type { Node } from "@tiptap/pm/model";
import { expect } from "vitest";
import * as Y from "yjs";
import {
  allChanges,
  Baseline,
  buildBaseline,
  type TextChange,
  type ChangePiece,
  type ChangePlace,
} from "#app/document/changes/index.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { positionOf } from "#app/editor/changes/places.ts";
import { readFlow } from "#tests/flow/support/read-flow.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { legalSchema } from "#app/document/schema.ts";
import { isYjsStuck } from "#tests/flow/support/checks.ts";
import { Random } from "#tests/flow/support/random.ts";
import { act } from "#tests/flow/support/run.ts";
import { Simulation } from "#tests/flow/support/simulation.ts";
import { DoneByAll } from "./done-by-all.ts";

const isLetter = (letter: string) => letter >= "\u3400";
const letters = (text: string) => Array.from(text).filter(isLetter).join("");

function textOf(node: Node): string {
  let text = "";
  node.descendants((child) => {
    text += child.text ?? "";
  });
  return letters(text);
}

/** The letters that were there: those that are, without what came, and with what is gone in place. */
function textBefore(now: Node, changes: readonly TextChange[]): string {
  const pieces = changes.flatMap((change) => change.pieces);
  const gone = (holds: (at: ChangePlace, piece: ChangePiece) => boolean) =>
    pieces
      .filter((piece) => piece.is === "deleted" && holds(piece.at, piece))
      .map((piece) => (piece.is === "deleted" ? goneWords(piece) : ""))
      .join("");
  const came = (is: ChangePiece["is"], at: (place: ChangePlace) => boolean) =>
    pieces.some((piece) => piece.is === is && at(piece.at));
  const block = (node: Node, isHere: (at: ChangePlace) => boolean): string => {
    const here = pieces.filter((piece) => isHere(piece.at));
    const inserted = here.flatMap((piece) =>
      piece.is === "inserted" ? [[piece.at.offset, piece.at.offset + piece.size] as const] : [],
    );
    let text = "";
    const goneAt = (from: number, to: number) =>
      here
        .filter(
          (piece) =>
            piece.is === "deleted" &&
            piece.at.offset >= from &&
            (piece.at.offset < to || to === Infinity),
        )
        .map((piece) => (piece.is === "deleted" ? goneWords(piece) : ""))
        .join("");
    const letterAt = (pos: number) => {
      if (inserted.some(([from, to]) => pos >= from && pos < to)) return "";
      const $pos = node.resolve(pos);
      return $pos.parent.isTextblock || $pos.parent.inlineContent
        ? node.textBetween(pos, pos + 1)
        : "";
    };
    for (let pos = 0; pos < node.content.size; pos += 1)
      text += goneAt(pos, pos + 1) + letterAt(pos);
    return text + goneAt(node.content.size, Infinity);
  };
  let text = gone((at) => at.row === -1);
  now.forEach((child, _offset, row) => {
    const inRow = (at: ChangePlace) => at.row === row && at.cell === null;
    const isNew = came("row", inRow);
    if (child.type.name !== "table") {
      text += block(child, inRow);
      return;
    }
    const table = (at: ChangePlace) => at.row === row;
    const lineGone = (line: number) =>
      gone(
        (at, piece) =>
          table(at) && at.cell?.[0] === line && piece.is === "deleted" && isNode(piece, "tableRow"),
      );
    text += lineGone(-1);
    child.forEach((tableLine, _at, line) => {
      const inLine = (at: ChangePlace) => table(at) && at.cell?.[0] === line;
      const newLine = isNew || came("line", inLine);
      const cellGone = (column: number) =>
        gone(
          (at, piece) =>
            inLine(at) &&
            at.cell?.[1] === column &&
            piece.is === "deleted" &&
            isNode(piece, "tableCell"),
        );
      text += cellGone(-1);
      tableLine.forEach((cell, _offsetInLine, column) => {
        const inCell = (at: ChangePlace) => inLine(at) && at.cell?.[1] === column;
        const newCell = newLine || pieces.some((piece) => piece.is === "cell" && inCell(piece.at));
        const isBefore = (at: ChangePlace) => inCell(at) && at.cell?.[2] === -1;
        text += gone((at) => isBefore(at) && !isOfTable(at));
        if (!newCell) {
          cell.forEach((inner, _offsetInCell, innerRow) => {
            text += block(inner, (at) => inCell(at) && at.cell?.[2] === innerRow && !isOfTable(at));
          });
        }
        text += cellGone(column);
      });
      text += lineGone(line);
    });
    text += gone((at) => inRow(at));
  });
  return letters(text);

  function isOfTable(at: ChangePlace): boolean {
    return pieces.some(
      (piece) => piece.at === at && (isNode(piece, "tableRow") || isNode(piece, "tableCell")),
    );
  }
}

function isNode(piece: ChangePiece, name: string): boolean {
  return (
    piece.is === "deleted" && piece.gone.some((gone) => gone.is === "node" && gone.name === name)
  );
}

function goneWords(piece: Extract<ChangePiece, { is: "deleted" }>): string {
  return piece.gone
    .map((gone) => (gone.is === "letters" ? gone.text : gone.is === "node" ? gone.words : ""))
    .join("");
}

/** Three write at random; what is told of it is what their letters say, before and after a compaction. */
export function compareAtRandom(seed: number): Promise<void> {
  const random = new Random(seed);
  const simulation = new Simulation(random, 3, { isJudged: false });
  const record = new DoneByAll();
  simulation.editors.forEach(({ doc }, person) => record.watch(doc, person));
  const step = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const who = random.below(3);
      if (random.chance(0.6)) act(simulation, who);
      else if (random.chance(0.2)) simulation.offline[who] = !simulation.offline[who];
      else if (!simulation.offline[who] && simulation.hasWaiting(who)) {
        simulation.deliver(who, random.chance(0.3));
      }
    }
  };
  const settle = () => {
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let k = 0; k < 3; k += 1) simulation.deliver(k, true);
    }
  };
  return (async () => {
    try {
      step(random.below(40));
      settle();
      const before = Y.encodeStateAsUpdate(simulation.editors[0]!.doc);
      const textThen = simulation.editors[0]!.text;
      const then = textOf(textThen);
      step(5 + random.below(60));
      settle();
      // Items that wait in Yjs for ever come up once their bytes are read anew, as they are below.
      if (isYjsStuck(simulation)) return;
      const { doc, text } = simulation.editors[1]!;
      const baseline = random.chance(0.5) ? Baseline.fromUpdate(before) : built(before);
      expect(baseline.isPartOf(doc)).toBe(true);
      const doerOf = record.doers();
      const changes = allChanges(flowRoot(doc), { baseline, doerOf });
      expect(textBefore(text, changes), "before").toBe(then);
      expectComplete(simulation, then, changes);
      expectRestyled(textThen, text, changes);
      // After a compaction and a reload nothing is told otherwise.
      const { bytes } = await DRAFT_TASKS.compact([Y.encodeStateAsUpdate(doc)]);
      const reloaded = new Y.Doc();
      flowRoot(reloaded);
      Y.applyUpdate(reloaded, bytes);
      expect(readFlow(reloaded, legalSchema()).eq(text)).toBe(true);
      const again = allChanges(flowRoot(reloaded), { baseline, doerOf });
      expect(told(again), "after a compaction").toEqual(told(changes));
      // And nothing changed since now.
      const nothing = allChanges(flowRoot(doc), { baseline: built(bytes), doerOf });
      expect(nothing).toEqual([]);
    } finally {
      simulation.destroy();
    }
  })();
}

/** Each letter told to have come is one that the text did not have, by whoever typed or pasted it. */
function expectComplete(
  simulation: Simulation,
  then: string,
  changes: readonly TextChange[],
): void {
  const had = new Set(then);
  const pieces = changes.flatMap((change) => change.pieces);
  for (const piece of pieces) {
    if (piece.is !== "inserted") continue;
    for (const letter of letters(piece.text)) {
      const owner = simulation.owner.get(letter) ?? -1;
      // Pasted, moved or undone text is another's words by somebody else's hand.
      if (had.has(letter) || simulation.deleted.has(letter)) continue;
      expect(piece.doer?.person, `who typed ${letter}`).toBe(String(owner));
    }
  }
  for (const piece of pieces) {
    if (piece.is === "deleted")
      expect(piece.doer?.person ?? "nobody").toMatch(/^(?:[012]|nobody)$/u);
  }
}

/** A change as a reader is told of it: kind, place, person, and the text that stood there. */
function told(changes: readonly TextChange[]): unknown {
  return changes.map(({ pieces, doer }) => ({
    doer,
    pieces: pieces.map(({ ids: _ids, ...piece }) => piece),
  }));
}

/** The marks of each letter that stands once in the blocks of a text. */
function marksIn(text: Node): Map<string, string> {
  const marks = new Map<string, string[]>();
  text.descendants((node) => {
    if (node.type.name === "table") return false;
    for (const letter of letters(node.text ?? "")) {
      const own = JSON.stringify(node.marks.map((mark) => mark.toJSON() as unknown));
      marks.set(letter, [...(marks.get(letter) ?? []), own]);
    }
    return true;
  });
  return new Map(
    [...marks].flatMap(([letter, [own, ...more]]) =>
      own !== undefined && more.length === 0 ? [[letter, own] as const] : [],
    ),
  );
}

/** Told as restyled are the letters that stayed and have other marks now. */
function expectRestyled(then: Node, now: Node, changes: readonly TextChange[]): void {
  const [before, after] = [marksIn(then), marksIn(now)];
  const pieces = changes.flatMap((change) => change.pieces);
  const moved = new Set(
    pieces.flatMap((piece) => {
      if (piece.is === "inserted") return Array.from(piece.text);
      return piece.is === "deleted" ? Array.from(goneWords(piece)) : [];
    }),
  );
  const restyled = new Set(
    pieces.flatMap((piece) => {
      if (piece.is !== "restyled") return [];
      const from = positionOf(now, piece.at);
      return Array.from(letters(now.textBetween(from, from + piece.size)));
    }),
  );
  for (const [letter, marks] of after) {
    const old = before.get(letter);
    if (old === undefined || moved.has(letter)) continue;
    expect(restyled.has(letter), `marks of ${letter}`).toBe(old !== marks);
  }
}

function built(update: Uint8Array): Baseline {
  const building = buildBaseline(update, 7);
  for (;;) {
    const next = building.next();
    if (next.done) return next.value;
  }
}
