import type { Node } from "@tiptap/pm/model";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { nodeDecorations } from "#app/editor/binding/index.ts";
import { legalSchema } from "#app/document/schema.ts";

const schema = legalSchema();

function block(words: string, noted: boolean): Node {
  const { block: type, footnote } = schema.nodes;
  if (!type || !footnote) throw new Error("the schema lacks its nodes");
  const content = words === "" ? [] : [schema.text(words)];
  if (noted) content.push(footnote.create({ id: "n" }, schema.text("see there")));
  return type.create({ kind: "numbered" }, content);
}

/** Marks every block and footnote among these children with its words. */
function marksOf(document: Node, from: number, to: number): Decoration[] {
  const marks: Decoration[] = [];
  document.forEach((child, position, index) => {
    if (index < from || index >= to) return;
    const mark = (node: Node, at: number) =>
      marks.push(Decoration.node(at, at + node.nodeSize, {}, { words: node.textContent }));
    mark(child, position);
    child.forEach((inner, offset) => inner.isText || mark(inner, position + 1 + offset));
  });
  return marks;
}

function fresh(document: Node): DecorationSet {
  return nodeDecorations(DecorationSet.create(document, marksOf(document, 0, document.childCount)));
}

const told = (set: DecorationSet) =>
  set
    .find()
    .map(({ from, to, spec }) => [from, to, (spec as { words: string }).words])
    .toSorted(([a = 0], [b = 0]) => Number(a) - Number(b));

const blocks = fc.array(
  fc.tuple(fc.constantFrom("", "one", "another"), fc.boolean()).map(([w, n]) => block(w, n)),
  { maxLength: 8 },
);

describe("marks of whole nodes", () => {
  it("are found for each child as ProseMirror's own set finds them", () => {
    fc.assert(
      fc.property(blocks, (some) => {
        const document = schema.topNodeType.create(null, [...some, block("end", true)]);
        const own = DecorationSet.create(document, marksOf(document, 0, document.childCount));
        const set = fresh(document);
        document.forEach((child, offset) => {
          const [one, other] = [set.forChild(offset, child), own.forChild(offset, child)];
          expect(told(one as DecorationSet)).toEqual(told(other as DecorationSet));
        });
      }),
    );
  });
});
