import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep, Transform } from "@tiptap/pm/transform";
import { expect, it } from "vitest";
import { rebase } from "#app/editor/binding/rebase.ts";
import { schema } from "./support/flow-editor.ts";

const paragraph = (text: string): Node =>
  schema.nodes.doc!.create(null, schema.nodes.block!.create({ id: "s1" }, schema.text(text)));

/** Replaces what is from one place to another; the paragraph's first letter begins at 1. */
const put = (from: number, to: number, text: string): ReplaceStep =>
  new ReplaceStep(
    from,
    to,
    text === "" ? Slice.empty : new Slice(Fragment.from(schema.text(text)), 0, 0),
  );

/** Both people's text after each has heard the other. */
function both(text: string, local: ReplaceStep[], remote: ReplaceStep[]) {
  const shown = paragraph(text);
  const carried = rebase(shown, local, remote);
  const below = new Transform(shown);
  for (const step of [...local, ...carried.remote]) below.step(step);
  expect(below.doc.eq(carried.local.doc)).toBe(true);
  return { text: carried.local.doc.textContent, carried };
}

it("two who replace the same letters both keep their words", () => {
  expect(both("a fee waiver", [put(3, 6, "full")], [put(3, 6, "partial")]).text).toBe(
    "a partialfull waiver",
  );
});

it("who replaces a word of whose inside another replaced a letter keeps that letter", () => {
  expect(both("a fee waiver", [put(3, 6, "cost")], [put(4, 5, "X")]).text).toBe("a Xcost waiver");
  expect(both("a fee waiver", [put(4, 5, "X")], [put(3, 6, "cost")]).text).toBe("a costX waiver");
});

it("a composed word that changes is found where others wrote at its place", () => {
  const shown = paragraph("fees ");
  const first = rebase(shown, [put(6, 6, "n")], [put(6, 6, "theirs ")]);
  expect(first.local.doc.textContent).toBe("fees theirs n");
  // The browser still shows "fees n", and the input method makes "你" of it.
  const second = rebase(paragraph("fees n"), [put(6, 7, "你")], first.remote);
  expect(second.local.doc.textContent).toBe("fees theirs 你");
});

it("a composed word that changes twice before others' replacement is shown leaves nothing behind", () => {
  const steps = [put(3, 6, "n"), put(3, 4, "ni"), put(3, 5, "你")];
  expect(both("a fee waiver", steps, [put(3, 6, "partial")]).text).toBe("a partial你 waiver");
});

it.each([
  ["a letter of one's own", "ab", [put(3, 3, "A"), put(2, 4, "B")], [put(1, 3, "")], "B"],
  ["what one typed behind it", "ab", [put(3, 3, "AB"), put(2, 5, "")], [put(1, 3, "")], ""],
  [
    "a word begun before it",
    "abcd",
    [put(4, 5, "AB"), put(1, 1, "CD"), put(2, 4, "")],
    [put(1, 3, "0")],
    "C0cAB",
  ],
])("who takes back %s takes all of it, where others deleted around it", (...given) => {
  const [, text, local, remote, after] = given;
  expect(both(text, local, remote).text).toBe(after);
  expect([...both(text, remote, local).text].toSorted()).toEqual([...after].toSorted());
});

it("a word that replaces the rest of another keeps its format", () => {
  const bold = schema.text("B", [schema.marks.bold!.create()]);
  const replaced = new ReplaceStep(2, 4, new Slice(Fragment.from(bold), 0, 0));
  const { carried } = both("ab", [put(3, 3, "A"), replaced], [put(1, 3, "")]);
  expect(carried.local.doc.textContent).toBe("B");
  expect(carried.local.doc.firstChild?.firstChild?.marks).toHaveLength(1);
});
