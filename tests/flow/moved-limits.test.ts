import { afterEach, describe, expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { lostEdits } from "#app/editor/recovery/lost-edits.ts";
import { tellOfWordsBehind } from "#app/editor/session/words-behind.ts";
import { type FlowEditor, schema } from "./support/flow-editor.ts";
import { block, find, Pair, placeOfBlock, putCaret, type } from "./support/pair.ts";

/**
 * Limits that docs/known-limits.md and decision 96 name, as they are: whoever mends one finds here what to
 * take out of those pages.
 */

/** As a drag does: one edit. */
function drag(person: FlowEditor, pos: number, to: number): void {
  const { tr, doc } = person.view.state;
  const node = doc.nodeAt(pos)!;
  tr.delete(pos, pos + node.nodeSize);
  person.view.dispatch(tr.insert(tr.mapping.map(to), node));
}

const dragBlock = (person: FlowEditor, id: string, to: number) =>
  drag(person, placeOfBlock(person, id).pos, to);

function write(person: FlowEditor, behind: string, words: string): void {
  putCaret(person, find(person, behind) + behind.length);
  type(person, words);
}

/** One letter an edit, as keys do. */
function typeSlowly(person: FlowEditor, words: string): void {
  for (const letter of words) type(person, letter);
}

function placeOf(person: FlowEditor, type: string): number {
  let found = -1;
  person.text.descendants((node, pos) => {
    if (node.type.name === type) found = pos;
  });
  return found;
}

const note = schema.nodes.footnote!.create({ id: "note" }, schema.text("See X."));
const cell = schema.nodes.tableCell!.create(null, [block("cell", "500")]);
const WITH_NOTE_AND_TABLE = [
  block("p1", "First one."),
  schema.nodes.block!.create({ id: "p2", kind: "body" }, [
    schema.text("The fox"),
    note,
    schema.text(" ran."),
  ]),
  schema.nodes.table!.create({ id: "table" }, [schema.nodes.tableRow!.create(null, [cell])]),
  block("p3", "Last one."),
];

const stops: (() => void)[] = [];
afterEach(() => {
  stops.splice(0).forEach((stop) => stop());
  vi.useRealTimers();
});

/** Unsaved words that a merge took away, as a person's page offers them, and what it tells. */
function listen(person: FlowEditor) {
  const offered: string[] = [];
  const told: string[] = [];
  const look = (transaction: Y.Transaction) => {
    if (transaction.local) return;
    const own = (client: number) => (client === person.doc.clientID ? 0 : Infinity);
    offered.push(...lostEdits(transaction, own).map(({ text }) => text));
  };
  person.doc.on("afterTransaction", look);
  stops.push(tellOfWordsBehind(person.doc, (words) => told.push(words)));
  return { offered, told };
}

describe.each([
  [11, 22],
  [22, 11],
] as const)("limits of moved text with the clients %i and %i (embarrassment 13)", (mine, other) => {
  const pairOf = (...args: [] | [typeof WITH_NOTE_AND_TABLE]) =>
    new Pair(
      args[0] ?? [block("p1", "First one."), block("p2", "The fox."), block("p3", "Last.")],
      [mine, other],
    );

  test("a paragraph that two people drag at once stands there twice", () => {
    const pair = pairOf();
    dragBlock(pair.me, "p2", 0);
    dragBlock(pair.other, "p2", pair.other.text.content.size);
    pair.meet();
    expect(pair.text).toEqual(["The fox.", "First one.", "Last.", "The fox."]);
  });

  test("and still twice, in one line, where both of them undo it", () => {
    const pair = pairOf();
    dragBlock(pair.me, "p2", 0);
    dragBlock(pair.other, "p2", pair.other.text.content.size);
    pair.meet();
    pair.me.binding.undo.undo();
    pair.meet();
    pair.other.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["First one.", "", "The fox.The fox.", "Last."]);
  });

  test("words written between two drags stay in the draft, apart, where both drags are undone", () => {
    const pair = pairOf();
    dragBlock(pair.other, "p2", 0);
    pair.meet();
    write(pair.me, "The", "XY");
    pair.meet();
    pair.other.binding.undo.stopCapturing();
    dragBlock(pair.other, "p2", pair.other.text.content.size);
    pair.meet();
    expect(pair.text).toEqual(["First one.", "Last.", "TheXY fox."]);
    pair.other.binding.undo.undo();
    pair.other.binding.undo.undo();
    pair.meet();
    expect(pair.text.toSorted()).toEqual(["First one.", "Last.", "The fox.", "XY"]);
  });

  const cases = [
    ["a paragraph with its footnote", "block", "See", "See also X."],
    ["a footnote", "footnote", "See", "See also X."],
    ["a table", "table", "500", "500 also"],
  ] as const;
  test.each(cases)(
    "words written in %s that is dragged are offered to their writer, and its mover is told of them",
    (_name, what, behind, whole) => {
      vi.useFakeTimers();
      const pair = pairOf(WITH_NOTE_AND_TABLE);
      const [writer, mover] = [listen(pair.me), listen(pair.other)];
      putCaret(pair.me, find(pair.me, behind) + behind.length);
      typeSlowly(pair.me, " also");
      if (what === "block") dragBlock(pair.other, "p2", 0);
      else {
        const to = what === "footnote" ? find(pair.other, "First") + 5 : 0;
        drag(pair.other, placeOf(pair.other, what), to);
      }
      pair.meet();
      pair.meet();
      expect(placeOf(pair.other, what)).toBeGreaterThanOrEqual(0);
      expect(pair.text.join("|")).not.toContain("also");
      expect(writer.offered).toEqual([whole]);
      expect(mover.offered).toEqual([]);
      vi.advanceTimersByTime(2_000);
      expect(mover.told).toEqual([
        "Somebody was writing in a footnote or table that you moved or removed. These words are not in the draft: “also”",
      ]);
      expect(writer.told).toEqual([]);
    },
  );

  test("nobody is told where words went along, or where their own writer took them back", () => {
    vi.useFakeTimers();
    const pair = pairOf(WITH_NOTE_AND_TABLE);
    const [writer, mover] = [listen(pair.me), listen(pair.other)];
    write(pair.me, "Last", " word");
    write(pair.me, "See", " also");
    const at = placeOf(pair.me, "footnote");
    pair.me.view.dispatch(pair.me.view.state.tr.delete(at, at + pair.me.text.nodeAt(at)!.nodeSize));
    dragBlock(pair.other, "p3", 0);
    pair.meet();
    pair.meet();
    vi.advanceTimersByTime(2_000);
    expect(pair.text[0]).toBe("Last word one.");
    expect([writer.told, mover.told]).toEqual([[], []]);
  });
});
