import { describe, expect, test } from "vitest";
import { Node } from "@tiptap/pm/model";
import { EditorState, type Command, type Transaction } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { changeLevel, splitBlock } from "#app/editor/commands/block-commands.ts";
import { labelsOf } from "#tests/document/labels.ts";
import { numberBlocks } from "#app/document/numbering/number.ts";
import { numbering, numberingKey } from "#app/editor/behavior/numbering.ts";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { block, body, cell, doc, pageBreak, table } from "./build.ts";
import { chance, randomBlock, randomProse, seeds, type Chance } from "#tests/editor/random.ts";

let count = 0;
const next = (kind: BlockKind, level = 1) => block(kind, level, `b${(count += 1)}`, "words");
const paragraph = (level = 1) => next("numbered", level);
const ordered = (level = 1) => next("ordered", level);

function labels(content: ProseNode[], options = {}): (string | null)[] {
  const document = Node.fromJSON(legalSchema(), doc(...content));
  const labeled = labelsOf(document, options);
  const byId = numberBlocks(doc(...content), options);
  const ids: string[] = [];
  document.descendants((node) => {
    if (node.type.name === "block") ids.push(node.attrs.id as string);
  });
  // The two readings, of an editor's document and of JSON, are one rule.
  expect(ids.map((id) => byId.get(id)?.label ?? null)).toEqual(labeled);
  return labeled;
}

describe("numbered paragraphs", () => {
  test("run in one sequence through the document, over headings, lists, breaks and tables", () => {
    const content = [
      paragraph(),
      next("heading"),
      paragraph(),
      body("x"),
      ordered(),
      pageBreak,
      paragraph(),
      table([cell(paragraph()), cell(next("requestItem"))]),
      paragraph(),
    ];
    expect(labels(content).filter((label) => label !== null)).toEqual([
      "1.",
      "2.",
      "1.",
      "3.",
      "4.",
      "1.",
      "5.",
    ]);
  });

  test("have sub-levels (a) and (i) that begin anew under each, and go on over other text", () => {
    const levels = [1, 2, 2, 3, 3, 2, 1, 2, 3];
    const content: ProseNode[] = levels.map((level) => paragraph(level));
    content.splice(2, 0, next("heading", 2), body("between"));
    expect(labels(content).filter((label) => label !== null)).toEqual([
      "1.",
      "(a)",
      "(b)",
      "(i)",
      "(ii)",
      "(c)",
      "2.",
      "(a)",
      "(i)",
    ]);
  });

  test("tell their place from the top level down", () => {
    const content = [
      paragraph(),
      paragraph(),
      block("numbered", 2, "sub"),
      block("numbered", 3, "deep"),
    ];
    const numbers = numberBlocks(doc(...content));
    expect(numbers.get("sub")).toEqual({ kind: "numbered", label: "(a)", value: [2, 1] });
    expect(numbers.get("deep")).toEqual({ kind: "numbered", label: "(i)", value: [2, 1, 1] });
  });

  test("go past z as aa, bb and past x as roman numerals do", () => {
    const many = [paragraph(), ...Array.from({ length: 53 }, () => paragraph(2))];
    const made = labels(many);
    expect([made[26], made[27], made[28], made[53]]).toEqual(["(z)", "(aa)", "(bb)", "(aaa)"]);
    const deep = labels([
      paragraph(),
      paragraph(2),
      ...Array.from({ length: 49 }, () => paragraph(3)),
    ]);
    expect([deep[5], deep[10], deep[41], deep[50]]).toEqual(["(iv)", "(ix)", "(xl)", "(xlix)"]);
  });
});

describe("requested records", () => {
  test("have a sequence of their own beside numbered paragraphs", () => {
    const content = [
      next("requestItem"),
      paragraph(),
      next("requestItem", 2),
      next("requestItem"),
      paragraph(),
    ];
    expect(labels(content)).toEqual(["1.", "1.", "(a)", "2.", "2."]);
  });
});

describe("ordered items", () => {
  test("count 1., a., i. and again by level", () => {
    expect(labels([1, 2, 3, 4, 5, 6].map((level) => ordered(level)))).toEqual([
      "1.",
      "a.",
      "i.",
      "1.",
      "a.",
      "i.",
    ]);
  });

  test("go on over deeper bullets and items, and begin anew after anything else", () => {
    const content = [
      ordered(),
      next("bullet", 2),
      ordered(),
      ordered(2),
      ordered(),
      next("bullet"),
      ordered(),
    ];
    expect(labels(content).filter((label) => label !== null)).toEqual([
      "1.",
      "2.",
      "a.",
      "3.",
      "1.",
    ]);
    for (const between of ["body", "heading", "quote", "numbered", "requestItem"] as const) {
      expect(labels([ordered(), next(between), ordered()]).at(-1)).toBe("1.");
    }
  });

  test("go on over a page break, and don't run from cell to cell or out of a table", () => {
    expect(labels([ordered(), pageBreak, ordered()])).toEqual(["1.", "2."]);
    const content = [ordered(), table([cell(ordered(), ordered()), cell(ordered())]), ordered()];
    expect(labels(content)).toEqual(["1.", "1.", "2.", "1.", "1."]);
  });
});

describe("headings", () => {
  const content = [1, 2, 2, 3, 4, 1, 2].map((level) => next("heading", level));
  test("carry numbers where it is asked for, I., A., 1., a.", () => {
    expect(labels(content, { numberHeadings: true })).toEqual([
      "I.",
      "A.",
      "B.",
      "1.",
      "a.",
      "II.",
      "A.",
    ]);
  });
  test("carry none otherwise", () => {
    expect(labels(content).every((label) => label === null)).toBe(true);
  });
});

describe("numbers in the editor", () => {
  const parsed = (json: unknown) => Node.fromJSON(legalSchema(), json);

  function editor(...content: ProseNode[]) {
    return EditorState.create({
      doc: Node.fromJSON(legalSchema(), doc(...content)),
      plugins: [numbering()],
    });
  }
  const drawn = (state: EditorState) =>
    numberingKey
      .getState(state)!
      .decorations.find()
      .map((decoration) => {
        const { from, to } = decoration;
        const { attrs } = (decoration as unknown as { type: { attrs: Record<string, string> } })
          .type;
        return `${from}-${to} ${attrs["data-number"]}`;
      });

  const EDITS: readonly ((random: Chance, state: EditorState, at: number) => Transaction)[] = [
    (_random, { tr }, at) => tr.insertText("typed ", at + 1),
    // As the edit of somebody else arrives: the whole document replaced.
    (_random, { tr }) => tr.replaceWith(0, tr.doc.content.size, parsed(tr.doc.toJSON()).content),
    (random, { tr }, at) => tr.setNodeAttribute(at, "level", 1 + random.below(4)),
    (random, { tr }) => tr.insert(0, parsed(randomBlock(random, "n"))),
  ];

  test.each(seeds(20))(
    "are as if made afresh after any change (PROSE_SEED=%i) (embarrassment 6)",
    (seed) => {
      const random = chance(seed);
      let state = editor(body("first"), ...randomProse(random, 20).content);
      for (let turn = 0; turn < 30; turn += 1) {
        const places: number[] = [];
        state.doc.descendants((node, position) => {
          if (node.type.name === "block") places.push(position);
        });
        const edit = random.oneOf(EDITS);
        const before = numberingKey.getState(state)!;
        state = state.apply(edit(random, state, random.oneOf(places)));
        const after = numberingKey.getState(state)!;
        const fresh = EditorState.create({ doc: state.doc, plugins: [numbering()] });
        expect(after.labels).toEqual(numberingKey.getState(fresh)!.labels);
        expect(drawn(state)).toEqual(drawn(fresh));
        // Counted again only when structure changes.
        const structural = EDITS.indexOf(edit) > 1;
        expect(structural || after.labels === before.labels).toBe(true);
      }
    },
  );

  test("typing in a paragraph of 150 pages only moves what is drawn", () => {
    const paragraphs = Array.from({ length: 600 }, () => paragraph());
    let state = editor(...paragraphs);
    const before = numberingKey.getState(state)!;
    state = state.apply(state.tr.insertText("x", 5));
    const after = numberingKey.getState(state)!;
    expect(after.labels).toBe(before.labels);
    expect(after.decorations).toBeInstanceOf(DecorationSet);
    expect(after.decorations.find(3_000, 3_001)[0]!.from).toBe(
      before.decorations.find(2_999, 3_000)[0]!.from + 1,
    );
  });

  test("follow commands", () => {
    let state = editor(paragraph(), paragraph(), body("x", "words"));
    const run = (command: Command) =>
      command(state, (transaction) => {
        state = state.apply(transaction);
      });
    run(splitBlock);
    run(changeLevel(1));
    expect(numberingKey.getState(state)!.labels).toEqual(["1.", "(a)", "2.", null]);
  });
});
