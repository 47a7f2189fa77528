// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bindingIn, undo } from "#app/editor/binding/index.ts";
import { replaceBlocks } from "#app/document/edits/replace-blocks.ts";
import { allowRemovingAtoms } from "#app/editor/behavior/atom-guard.ts";
import { replaceText } from "#app/editor/commands/replace-text.ts";
import { legalSchema } from "#app/document/schema.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import {
  block,
  body,
  caption,
  cell,
  doc,
  footnote,
  pageBreak,
  reference,
  table,
  text,
} from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { chance, randomBlock, randomProse, seeds, type Chance } from "./random.ts";
import { connect, settle } from "./two-people.ts";
import { checkRows } from "#tests/flow/support/check-rows.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function two(...content: ProseNode[]) {
  const ana = new TestEditor(sharedDocument(doc(...content)));
  const ravi = new TestEditor(new Y.Doc());
  open.push(ana, ravi);
  return { ana, ravi, line: connect(ana, ravi) };
}

function replace(person: TestEditor, from: number, to: number, becoming: readonly ProseNode[]) {
  const { state, view } = person.editor;
  const steps = replaceBlocks(state.doc, { from, to }, becoming);
  if (!steps) return null;
  const transaction = steps.steps.reduce((tr, step) => tr.step(step), state.tr);
  view.dispatch(allowRemovingAtoms(transaction));
  return transaction;
}

/** The first place of these letters, as a name that lasts. */
function placeOf(person: TestEditor, letters: string): Y.RelativePosition {
  const { doc: document } = person.editor.state;
  let found = -1;
  document.descendants((node, position) => {
    const at = node.isText && found < 0 ? (node.text ?? "").indexOf(letters) : -1;
    if (at >= 0) found = position + at;
  });
  return bindingIn(person.editor.state)!.toRelative(document, found, 1)!;
}

function wordsAt(person: TestEditor, place: Y.RelativePosition, length: number): string {
  const { state } = person.editor;
  const at = bindingIn(state)!.toAbsolute(place, state.doc)!;
  return state.doc.textBetween(at, Math.min(at + length, state.doc.content.size));
}

const isSound = (person: TestEditor) => {
  const binding = bindingIn(person.editor.state)!;
  expect(binding.failed).toBeNull();
  expect(checkRows(binding)).toBeNull();
  expect(binding.stats).toMatchObject({ corrections: 0, fallbacks: 0 });
};

describe("[M11] blocks become others with as little change as possible", () => {
  test("words that are the same keep their items, and ids of blocks last", () => {
    const { ana, ravi } = two(body("a", "before"), body("p", "ICE writes reports every week."));
    const kept = ["ICE", "reports", "week"].map((word) => [word, placeOf(ravi, word)] as const);
    replace(ana, 1, 2, [body("p", "ICE must write some reports each week.")]);
    for (const [word, place] of kept) expect(wordsAt(ravi, place, word.length)).toBe(word);
    expect(ravi.lines).toEqual(["body|before", "body|ICE must write some reports each week."]);
    expect(ravi.ids).toEqual(["a", "p"]);
    isSound(ana);
  });

  test("a paragraph that is split or joined keeps all of its words", () => {
    const { ana, ravi } = two(body("p", "One sentence. Another one."), body("q", "A third."));
    const places = ["One", "Another", "third"].map((word) => [word, placeOf(ravi, word)] as const);
    replace(ana, 0, 2, [body("p", "One sentence."), body("n", "Another one. A third.")]);
    expect(ravi.lines).toEqual(["body|One sentence.", "body|Another one. A third."]);
    for (const [word, place] of places) expect(wordsAt(ravi, place, word.length)).toBe(word);
    isSound(ana);
  });

  test("kind, level, marks, footnotes and references change where they stand", () => {
    const before = block(
      "body",
      1,
      "p",
      "Records of ",
      text("weekly", "bold"),
      " reports",
      footnote("f", "See the manual."),
      " are due.",
    );
    const after = block(
      "numbered",
      2,
      "p",
      "Records of weekly ",
      text("reports", "italic"),
      footnote("f", "See the old manual."),
      " are due under ",
      reference("q"),
      ".",
    );
    const { ana, ravi } = two(before, body("q", "Law"));
    const places = ["Records", "weekly", "manual", "due"].map(
      (word) => [word, placeOf(ravi, word)] as const,
    );
    replace(ana, 0, 1, [after]);
    expect(ravi.editor.state.doc.child(0).toJSON()).toEqual(
      legalSchema().nodeFromJSON(after).toJSON(),
    );
    for (const [word, place] of places) expect(wordsAt(ravi, place, word.length)).toBe(word);
    isSound(ana);
  });

  test("cells of a table are changed one by one", () => {
    const row = (n: number, more = "") => [
      cell(body(`a${n}`, `Year ${n}`)),
      cell(body(`b${n}`, `Count ${n}${more}`)),
    ];
    const { ana, ravi } = two(body("p", "Figures:"), table(row(1), row(2), row(3)));
    const place = placeOf(ravi, "Count 3");
    replace(ana, 1, 2, [table(row(1, " or more"), row(3), row(4))]);
    expect(ravi.lines.slice(1)).toEqual([
      "body|Year 1",
      "body|Count 1 or more",
      "body|Year 3",
      "body|Count 3",
      "body|Year 4",
      "body|Count 4",
    ]);
    expect(ravi.prose).toEqual(ana.prose);
    expect(place).toBeDefined();
    isSound(ana);
  });

  test("nothing is written where nothing differs, and a text is never without a block", () => {
    const { ana } = two(body("p", "ICE writes ", text("reports", "bold"), "."));
    expect(replace(ana, 0, 1, [body("p", "ICE writes ", text("reports", "bold"), ".")])).toBeNull();
    replace(ana, 0, 1, []);
    expect(ana.lines).toEqual(["body|"]);
    expect(() => replace(ana, 0, 1, [{ type: "block", content: [pageBreak] }])).toThrow(RangeError);
  });

  test("what another types in the same paragraph at the same moment stays, at its place", async () => {
    const { ana, ravi, line } = two(body("p", "ICE writes reports every week."), body("q", "Law."));
    line.cut();
    replace(ana, 0, 1, [body("p", "ICE wrote"), body("n", "many reports every month.")]);
    ravi.at("p", "ICE writes reports".length).type(" by hand");
    ravi.at("p").type("Then ");
    line.mend();
    await settle();
    expect(ravi.lines).toEqual([
      "body|Then ICE wrote",
      "body|many reports by hand every month.",
      "body|Law.",
    ]);
    expect(ana.prose).toEqual(ravi.prose);
  });

  test.each(seeds(60))(
    "any text becomes any other exactly, on both screens (seed %i)",
    async (seed) => {
      const random = chance(seed);
      const before = randomProse(random, 8);
      const after = changed(random, before);
      const { ana, ravi } = two(...before.content);
      const start = ana.prose;
      replace(ana, 0, start.content.length, after.content);
      await settle();
      expect(withoutIds(ana.prose)).toEqual(withoutIds(legalSchema().nodeFromJSON(after).toJSON()));
      expect(ravi.prose).toEqual(ana.prose);
      isSound(ana);
      isSound(ravi);
      ana.run(undo);
      expect(withoutIds(ana.prose)).toEqual(withoutIds(start));
    },
  );

  test.each(seeds(40))("nothing that others type meanwhile is lost (seed %i)", async (seed) => {
    const random = chance(seed);
    const words = ["ICE", "writes", "reports", "every", "week", "and", "keeps", "them"];
    const sentence = () =>
      Array.from({ length: 3 + random.below(9) }, () => random.oneOf(words)).join(" ");
    const ids = Array.from({ length: 5 }, (_, at) => `p${at}`);
    const { ana, ravi, line } = two(...ids.map((id) => body(id, sentence())));
    line.cut();
    const kept = ids.filter(() => !random.once(6));
    const becoming = kept.flatMap((id) => [
      body(id, sentence()),
      ...(random.once(4) ? [body(`${id}n`, sentence())] : []),
    ]);
    replace(ana, 0, 5, becoming);
    ravi.at(random.oneOf(ids), random.below(4)).type("«first»");
    ravi.at(random.oneOf(ids), "end").type("«second»");
    line.mend();
    await settle();
    const all = ravi.lines.join("\n");
    expect(all).toContain("«first»");
    expect(all).toContain("«second»");
    expect(ana.prose).toEqual(ravi.prose);
  });
});

describe("a whole text becomes another, slice by slice", () => {
  const long = (paragraphs: number, words: (at: number) => string) =>
    doc(...Array.from({ length: paragraphs }, (_, at) => body(`p${at}`, words(at))));
  const ended = (person: TestEditor, prose: ProseJSON, meanwhile = () => {}) =>
    new Promise<{ left: number; isCut: boolean }>((done) => {
      replaceText(person.editor, prose, done);
      meanwhile();
    });

  const sentence = (verb: string) => (at: number) =>
    `${at} ICE ${verb} reports every week and keeps them. `.repeat(9);

  test("in one undo step, whatever its length, in slices", async () => {
    const before = long(200, sentence("writes"));
    const after = long(200, sentence("wrote"));
    const { ana, ravi } = two(...before.content);
    const place = placeOf(ravi, "keeps");
    expect(await ended(ana, after)).toEqual({ left: 0, isCut: false });
    expect(ravi.lines).toEqual(after.content.map(({ content }) => `body|${content?.[0]?.text}`));
    expect(wordsAt(ravi, place, 5)).toBe("keeps");
    ana.run(undo);
    expect(ravi.lines[3]).toContain("writes");
    expect(ravi.lines[199]).toContain("writes");
    isSound(ana);
  });

  test("what others change between two slices is left alone, and told", async () => {
    const before = long(200, sentence("writes"));
    const after = long(200, sentence("wrote"));
    const { ana, ravi } = two(...before.content);
    const result = await ended(ana, after, () => {
      ravi.at("p199", "end").type(" A word by Ravi.");
      ravi.at("p180").press("Enter");
    });
    expect(result.left).toBe(2);
    expect(ravi.lines.at(-1)).toContain("A word by Ravi.");
    expect(ravi.lines.at(-2)).toContain("wrote");
    expect(ana.prose).toEqual(ravi.prose);
  });
});

/** The document after some random changes of words and of whole blocks. */
function changed(random: Chance, { content }: ProseJSON): ProseJSON {
  let count = 0;
  const next = content.flatMap((node): ProseNode[] => {
    const fresh = () => randomBlock(random, `n${(count += 1)}`);
    if (random.once(8)) return [];
    if (random.once(8)) return [node, fresh()];
    if (random.once(3) && node.type === "block") {
      return [{ ...randomBlock(random, String(node.attrs?.id)) }];
    }
    if (node.type === "table" && random.once(2)) {
      return [{ ...node, content: (node.content ?? []).filter(() => !random.once(3)) }].filter(
        (one) => one.content.length > 0,
      );
    }
    return [node];
  });
  if (random.once(4)) next.unshift(next.pop() ?? caption("c"));
  return doc(...(next.length > 0 ? next : [body("only", "words")]));
}

function withoutIds(node: ProseNode): unknown {
  const { id: _id, ...attrs } = node.attrs ?? {};
  return { ...node, attrs, content: (node.content ?? []).map(withoutIds) };
}
