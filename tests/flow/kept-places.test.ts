import { TextSelection } from "@tiptap/pm/state";
import { describe, expect, test } from "vitest";
import { changesWithin } from "#app/document/flow/changes.ts";
import { schema } from "./support/flow-editor.ts";
import { Pair, block, find } from "./support/pair.ts";
import { run } from "./support/run.ts";

function tableOf(...rows: string[][]) {
  const { tableCell, tableRow, table } = schema.nodes;
  const cell = (text: string) => tableCell!.create(null, [block(`cell of ${text}`, text)]);
  return table!.create(
    null,
    rows.map((words) => tableRow!.create(null, words.map(cell))),
  );
}

describe("a place that was remembered stays beside a letter that nobody touched", () => {
  test("when the words before it are deleted from the cell before on", () => {
    const pair = new Pair([block("p1", "Before."), tableOf(["abcd", "efg"], ["hi", "jk"])]);
    const { me, other } = pair;
    const comment = other.binding.toRelative(other.text, find(other, "g"), 1)!;
    const { doc } = me.view.state;
    const across = TextSelection.create(doc, find(me, "bcd"), find(me, "g"));
    me.view.dispatch(me.view.state.tr.setSelection(across).deleteSelection());
    pair.meet();
    expect(pair.text).toEqual(["Before.", "aghijk"]);
    for (const editor of [me, other]) {
      expect(editor.binding.toAbsolute(comment, editor.text)).toBe(find(editor, "g"));
    }
  });

  test("in a run of people at random in which that happened (seed 790388273)", () => {
    expect(() => run(790388273, { steps: 40, strict: true })).not.toThrow();
  });
});

test.each([382150092, 382151776])("marks over two tables are written in both (seed %d)", (seed) => {
  expect(() => run(seed, { steps: 40, strict: true })).not.toThrow();
});

describe("what changed within a cell", () => {
  const change = (fromA: number, toA: number, fromB: number, toB: number) => [
    { fromA, toA, fromB, toB },
  ];

  test("is a change that lies in it", () => {
    expect(changesWithin(change(2, 3, 2, 5), 6, 8)).toEqual(change(2, 3, 2, 5));
  });
  test("is of a change that begins before it what lies in it", () => {
    expect(changesWithin(change(-6, 3, 2, 2), 5, 4)).toEqual(change(0, 3, 0, 2));
  });
  test("is of a change that ends behind it what lies in it", () => {
    expect(changesWithin(change(4, 9, 4, 4), 6, 7)).toEqual(change(4, 6, 4, 7));
  });
  test("is not told where nothing in it is what it was", () => {
    expect(changesWithin(change(-2, 9, -2, 4), 6, 3)).toBeNull();
    expect(changesWithin([], 6, 3)).toBeNull();
  });
});
