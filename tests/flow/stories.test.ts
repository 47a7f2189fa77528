import { TextSelection } from "@tiptap/pm/state";
import { describe, expect, test } from "vitest";
import { type FlowEditor, schema } from "./support/flow-editor.ts";
import { Pair, find, newId, placeOfBlock, putCaret, type } from "./support/pair.ts";

/**
 * The stories of two people in one paragraph, on the states of two editors: I type behind "bro" of
 * "The quick brown fox." while the other does something; then both hear of it, and I type on. The
 * stories in browsers are in tests/stories.
 */
interface Story {
  readonly other: (person: FlowEditor) => void;
  /** The text of both screens in the end. */
  readonly text: readonly string[];
}

const act = (person: FlowEditor, change: (tr: FlowEditor["view"]["state"]["tr"]) => unknown) => {
  const { tr } = person.view.state;
  change(tr);
  person.view.dispatch(tr);
};

const stories: Readonly<Record<string, Story>> = {
  "splits before my caret": {
    other: (p) => act(p, (tr) => tr.split(find(p, "quick"))),
    text: ["First one.", "The ", "quick broXYZwn fox.", "Last one."],
  },
  "splits in my very word": {
    other: (p) => act(p, (tr) => tr.split(find(p, "own"))),
    text: ["First one.", "The quick br", "oXYZwn fox.", "Last one."],
  },
  "joins my paragraph with the one before": {
    other: (p) => act(p, (tr) => tr.join(placeOfBlock(p, "p2").pos)),
    text: ["First one.The quick broXYZwn fox.", "Last one."],
  },
  "puts in a footnote before my caret": {
    other: (p) =>
      act(p, (tr) =>
        tr.insert(
          find(p, " quick"),
          schema.nodes.footnote!.create({ id: newId() }, schema.text("[note]")),
        ),
      ),
    text: ["First one.", "The[note] quick broXYZwn fox.", "Last one."],
  },
  "puts in a reference before my caret": {
    other: (p) =>
      act(p, (tr) =>
        tr.insert(find(p, "quick"), schema.nodes.crossReference!.create({ targets: ["p1"] })),
      ),
    text: ["First one.", "The quick broXYZwn fox.", "Last one."],
  },
  "puts in a line break before my caret": {
    other: (p) => act(p, (tr) => tr.insert(find(p, "quick"), schema.nodes.hardBreak!.create())),
    text: ["First one.", "The quick broXYZwn fox.", "Last one."],
  },
  'replaces every "o"': {
    other: (p) =>
      act(p, (tr) => {
        const places: number[] = [];
        p.text.descendants((node, pos) => {
          for (const [i, letter] of [...(node.text ?? "")].entries()) {
            if (letter === "o") places.push(pos + i);
          }
        });
        for (const pos of places.toReversed()) tr.insertText("0", pos, pos + 1);
      }),
    text: ["First 0ne.", "The quick br0XYZwn f0x.", "Last 0ne."],
  },
  "cuts my paragraph and pastes it elsewhere": {
    other: (p) => {
      const { pos, node } = placeOfBlock(p, "p2");
      act(p, (tr) => tr.delete(pos, pos + node.nodeSize));
      act(p, (tr) => tr.insert(p.text.content.size, node));
    },
    text: ["First one.", "Last one.", "The quick broXYZwn fox."],
  },
  "deletes the paragraph in which I type": {
    other: (p) => {
      const { pos, node } = placeOfBlock(p, "p2");
      act(p, (tr) => tr.delete(pos, pos + node.nodeSize));
    },
    text: ["First one.XYZ", "Last one."],
  },
  "makes bold across my caret": {
    other: (p) =>
      act(p, (tr) => tr.addMark(find(p, "quick"), find(p, "fox"), schema.marks.bold!.create())),
    text: ["First one.", "The quick broXYZwn fox.", "Last one."],
  },
  "changes the kind of my paragraph": {
    other: (p) => act(p, (tr) => tr.setNodeAttribute(placeOfBlock(p, "p2").pos, "kind", "heading")),
    text: ["First one.", "The quick broXYZwn fox.", "Last one."],
  },
  "selects all and types": {
    other: (p) =>
      act(p, (tr) =>
        tr
          .setSelection(TextSelection.create(p.text, 1, p.text.content.size - 1))
          .insertText("New."),
      ),
    text: ["New.XYZ"],
  },
};

describe.each([
  [11, 22],
  [22, 11],
] as const)("I type as client %i, the other as %i", (mine, others) => {
  for (const [name, { other, text }] of Object.entries(stories)) {
    test(`the other ${name} (embarrassment 13)`, () => {
      const pair = new Pair(undefined, [mine, others]);
      const { me } = pair;
      putCaret(me, find(me, "brown") + 3);
      type(me, "XY");
      other(pair.other);
      pair.meet();
      type(me, "Z");
      pair.meet();
      if (name === "selects all and types") {
        // Beside the other's words, before or behind them.
        expect(["New.XYZ", "XYZNew."]).toContain(pair.text.join("|"));
      } else expect(pair.text).toEqual(text);
      expect(me.binding.stats.fallbacks + pair.other.binding.stats.fallbacks).toBe(0);
    });
  }

  test("both split one paragraph at once, and no word is there twice (embarrassment 13)", () => {
    const pair = new Pair(undefined, [mine, others]);
    act(pair.me, (tr) => tr.split(find(pair.me, "brown")));
    act(pair.other, (tr) => tr.split(find(pair.other, "quick")));
    pair.meet();
    expect(pair.text).toEqual(["First one.", "The ", "quick ", "brown fox.", "Last one."]);
  });

  test("the other presses Enter at the end and writes, I write at the end", () => {
    const pair = new Pair(undefined, [mine, others]);
    const end = find(pair.me, "fox.") + 4;
    putCaret(pair.me, end);
    type(pair.me, " And mine.");
    putCaret(pair.other, end);
    act(pair.other, (tr) => tr.split(end));
    type(pair.other, "Next.");
    pair.meet();
    expect(pair.text).toEqual([
      "First one.",
      "The quick brown fox. And mine.",
      "Next.",
      "Last one.",
    ]);
  });
});
