import { describe, expect, it } from "vitest";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import {
  isChanged,
  redlineOf,
  type RedlinePiece,
  type Redline,
} from "#app/document/redline/index.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import { block, body, cell, doc, header, pageBreak, signatureBlock, table, text } from "./build.ts";
import { chance, randomBlock, randomProse, seeds, type Chance } from "#tests/editor/random.ts";

const numbered = (id: string, words: string) => block("numbered", 1, id, words);

/** A paragraph of a length that law knows, unlike any other. */
const paragraph = (n: number) =>
  `Paragraph number${n} says what plaintiff${n} asked of agency${n} on day${n}, and that nothing${n} came.`;

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => numbered(`p${index}`, paragraph(index)));

/** The words of pieces with that fate. */
function words(pieces: readonly RedlinePiece[], ...changes: RedlinePiece["change"][]): string {
  return pieces
    .filter(({ change }) => changes.includes(change))
    .map(({ nodes }) => blockText({ type: "block", content: nodes }))
    .join("");
}

function isUnchanged({ counts }: Redline): boolean {
  return Object.values(counts).every((count) => count === 0);
}

describe("a redline", () => {
  it("of a text with itself shows no change", () => {
    const prose = doc(...paragraphs(5), pageBreak, table([cell(body("c", "A cell"))]));
    const redline = redlineOf(prose, prose);
    expect(isUnchanged(redline)).toBe(true);
    expect(redline.exact).toBe(true);
  });

  it("shows two distant edits in 60 paragraphs as two edits, word by word", () => {
    const before = doc(...paragraphs(60));
    const after = doc(
      ...paragraphs(60).map((node, index) =>
        index === 3 || index === 55
          ? numbered(`p${index}`, paragraph(index).replace("asked", "demanded"))
          : node,
      ),
    );
    const redline = redlineOf(before, after);
    expect(redline.counts).toEqual({ inserted: 0, deleted: 0, moved: 0, changed: 2 });
    for (const one of redline.blocks.filter(isChanged)) {
      if (one.type !== "text") throw new Error("not text");
      expect(words(one.pieces, "deleted")).toBe("asked");
      expect(words(one.pieces, "inserted")).toBe("demanded");
    }
  });

  it("shows words put in before a blank without taking the blank out", () => {
    const before = doc(
      body("a", "Please confirm in writing that those who hold records keep them."),
    );
    const now =
      "Please confirm in writing, within ten days, that those who hold records keep them.";
    const [one] = redlineOf(before, doc(body("a", now))).blocks;
    if (one?.type !== "text") throw new Error("not text");
    expect(words(one.pieces, "deleted")).toBe("");
    expect(words(one.pieces, "inserted")).toBe(", within ten days,");
  });

  it("does not take it for a change that numbers moved on", () => {
    const before = doc(...paragraphs(9));
    const after = doc(numbered("new", "A new first paragraph."), ...paragraphs(9));
    const redline = redlineOf(before, after);
    expect(redline.counts).toEqual({ inserted: 1, deleted: 0, moved: 0, changed: 0 });
    expect(redline.blocks.at(-1)).toMatchObject({ place: "stays", label: "10." });
  });

  it("shows a moved paragraph as moved, with what was edited in it, and its neighbors as they were", () => {
    const all = paragraphs(8);
    const moved = numbered("p1", paragraph(1).replace("nothing1", "silence"));
    const after = doc(all[0]!, ...all.slice(2, 7), moved, all[7]!);
    const redline = redlineOf(doc(...all), after);
    expect(redline.counts).toEqual({ inserted: 0, deleted: 0, moved: 1, changed: 0 });
    expect(redline.blocks.map(({ place }) => place)).toEqual([
      "stays",
      "moved-away",
      ...Array.from({ length: 5 }, () => "stays"),
      "moved-here",
      "stays",
    ]);
    const here = redline.blocks[7];
    if (here?.type !== "text") throw new Error("not text");
    expect(words(here.pieces, "deleted")).toBe("nothing1");
    expect(words(here.pieces, "inserted")).toBe("silence");
  });

  it("recognizes by its words what was moved under a new id, and blocks whose ids are all new", () => {
    const all = paragraphs(6);
    const copy = all.map((node, index) => numbered(`copy${index}`, blockText(node)));
    expect(isUnchanged(redlineOf(doc(...all), doc(...copy)))).toBe(true);
    const [first, ...rest] = copy;
    expect(redlineOf(doc(...all), doc(...rest, first!)).counts).toMatchObject({ moved: 1 });
    const edited = copy.map((node, index) =>
      index === 2 ? numbered("c", blockText(node).replace("asked", "begged")) : node,
    );
    expect(redlineOf(doc(...all), doc(...edited)).counts).toMatchObject({ changed: 1, deleted: 0 });
  });

  it("keeps the words together where a paragraph was split before its first letter", () => {
    const after = doc(body("a", ""), body("new", paragraph(1)), body("z", paragraph(2)));
    const redline = redlineOf(doc(body("a", paragraph(1)), body("z", paragraph(2))), after);
    expect(redline.counts).toEqual({ inserted: 1, deleted: 0, moved: 0, changed: 0 });
    expect(redline.blocks[0]).toMatchObject({ place: "inserted", pieces: [] });
  });

  it("says what a paragraph was and is, and what was marked otherwise, without deleting a word", () => {
    const before = doc(body("a", "The whole paragraph of words."));
    const after = doc(
      block("requestItem", 2, "a", "The ", text("whole", "bold"), " paragraph of words."),
    );
    const redline = redlineOf(before, after);
    expect(redline.blocks).toMatchObject([
      {
        place: "stays",
        was: { kind: "body", level: 1 },
        shape: { kind: "requestItem", level: 2 },
        pieces: [{ change: "same" }, { change: "restyled" }, { change: "same" }],
      },
    ]);
    expect(redline.counts.changed).toBe(1);
  });

  it("shows a block whose words were all replaced as one old and one new, in its place", () => {
    const redline = redlineOf(
      doc(body("a", "Sunlight falls through tall windows.")),
      doc(body("a", "Records of March, please: everything kept.")),
    );
    expect(redline.blocks).toMatchObject([
      { place: "stays", pieces: [{ change: "deleted" }, { change: "inserted" }] },
    ]);
  });

  it("compares tables by row and by cell", () => {
    const row = (...cells: string[]) => cells.map((words, index) => cell(body(`c${index}`, words)));
    const before = doc(
      table(row("Item", "Count"), row("Arrests", "twelve"), row("Removals", "four")),
    );
    const after = doc(
      table(
        row("Item", "Count"),
        row("Arrests", "thirteen"),
        row("Flights", "one"),
        row("Removals", "four"),
      ),
    );
    const redline = redlineOf(before, after);
    const [shown] = redline.blocks;
    if (shown?.type !== "table") throw new Error("not a table");
    expect(shown.rows.map(({ place }) => place)).toEqual(["stays", "stays", "inserted", "stays"]);
    expect(shown.rows[1]!.cells.map(({ pieces }) => words(pieces, "inserted"))).toEqual([
      "",
      "thirteen",
    ]);
    expect(redline.counts.changed).toBe(1);
  });

  it("shows signers a signature block of another organization, or in a paragraph's place, as another", () => {
    const council = doc(signatureBlock("s", "Council"));
    const places = (before: ProseJSON) =>
      redlineOf(before, council)
        .blocks.map(({ type, place }) => `${type} ${place}`)
        .toSorted();
    expect(places(council)).toEqual(["other stays"]);
    expect(places(doc(signatureBlock("s", "Legal Fund")))).toEqual([
      "other deleted",
      "other inserted",
    ]);
    expect(places(doc(body("s", "Signed.")))).toEqual(["other inserted", "text deleted"]);
  });

  it.each([
    ["a header", header(body("c", "Count"))],
    ["wider", { ...cell(body("c", "Count")), attrs: { colspan: 2, rowspan: 1, colwidth: null } }],
    ["a list", cell(block("numbered", 1, "c", "Count"))],
  ])("shows a row as another where a cell has the same words and is now %s", (_is, now) => {
    const redline = redlineOf(doc(table([cell(body("c", "Count"))])), doc(table([now])));
    const [shown] = redline.blocks;
    if (shown?.type !== "table") throw new Error("not a table");
    expect(shown.rows.map(({ place }) => place)).toEqual(["deleted", "inserted"]);
    expect(redline.counts.changed).toBe(1);
  });

  it("of two texts with nothing in common, 1,500 paragraphs each, ends and says that it gave up", () => {
    const all = (word: string) =>
      doc(
        ...Array.from({ length: 1_500 }, (_, index) =>
          numbered(`${word}${index}`, `${word}${index} `.repeat(40).trim()),
        ),
      );
    const redline = redlineOf(all("before"), all("after"));
    expect(redline.counts).toMatchObject({ inserted: 1_500, deleted: 1_500 });
    expect(redline.exact).toBe(false);
  });

  it("of 1,500 paragraphs with a word changed in each compares them all", () => {
    const before = doc(...paragraphs(1_500));
    const after = doc(
      ...paragraphs(1_500).map((node, index) =>
        numbered(`p${index}`, blockText(node).replace("asked", "demanded")),
      ),
    );
    const redline = redlineOf(before, after);
    expect(redline.counts).toEqual({ inserted: 0, deleted: 0, moved: 0, changed: 1_500 });
    expect(redline.exact).toBe(true);
  });
});

/** Edits a text as people do: words, kinds, new blocks, deleted ones, moved ones. */
function edited(prose: ProseJSON, random: Chance): ProseJSON {
  const content = [...prose.content];
  for (let edits = random.below(8); edits > 0; edits -= 1) {
    const place = random.below(content.length);
    const node = content[place]!;
    switch (random.below(5)) {
      case 0:
        content.splice(place, 0, randomBlock(random, `n${edits}-${random.below(1_000)}`));
        break;
      case 1:
        if (content.length > 1) content.splice(place, 1);
        break;
      case 2: {
        const [moved] = content.splice(place, 1);
        content.splice(random.below(content.length + 1), 0, moved!);
        break;
      }
      case 3:
        if (node.type === "block")
          content[place] = { ...node, attrs: { ...node.attrs, kind: "body", level: 1 } };
        break;
      default:
        if (node.type === "block") {
          const other = randomBlock(random, "x").content ?? [];
          content[place] = { ...node, content: [...(node.content ?? []).slice(0, 2), ...other] };
        }
    }
  }
  return { type: "doc", content };
}

const textOf = (node: ProseNode): string =>
  node.type === "block" ? blockText(node) : (node.content ?? []).map(textOf).join("");

/** One of the two texts, read out of the redline in its order. */
function readOut({ blocks }: Redline, which: "before" | "after"): string[] {
  const gone = which === "before" ? ["inserted", "moved-here"] : ["deleted", "moved-away"];
  const mine = which === "before" ? "deleted" : "inserted";
  return blocks
    .filter(({ place, type }) => !gone.includes(place) && type === "text")
    .map((one) => (one.type === "text" ? words(one.pieces, "same", "restyled", mine) : ""));
}

describe.each(seeds(60))("a redline of random edits (PROSE_SEED=%i)", (seed) => {
  it("holds both texts, each in its order, word for word", () => {
    const random = chance(seed);
    const before = randomProse(random, 30);
    const after = edited(before, random);
    const redline = redlineOf(before, after);
    const blocksOf = (prose: ProseJSON) =>
      prose.content.filter(({ type }) => type === "block").map(textOf);
    // Moved blocks are told twice; what was edited in them is told where they stand.
    expect(readOut(redline, "after")).toEqual(blocksOf(after));
    expect(readOut(redline, "before")).toEqual(blocksOf(before));
    expect(redlineOf(before, after)).toEqual(redline);
  });

  it("is drawn as HTML without anything of the text in it as markup", () => {
    const random = chance(seed);
    const before = randomProse(random, 12);
    const html = redlineToHtml(redlineOf(before, edited(before, random)));
    expect(html).not.toContain("<script");
    const open = [...html.matchAll(/<(ins|del|p|div|td|th|tr|table|details)[\s>]/gu)].length;
    const closed = [...html.matchAll(/<\/(ins|del|p|div|td|th|tr|table|details)>/gu)].length;
    expect(open).toBe(closed);
  });
});

describe("a redline drawn as HTML", () => {
  it("says additions and deletions in words too, and folds away what did not change", () => {
    const before = doc(...paragraphs(12));
    const after = doc(
      ...paragraphs(11),
      numbered("p11", paragraph(11).replace("asked", "demanded")),
    );
    const html = redlineToHtml(redlineOf(before, after));
    expect(html).toContain('<del><span class="sr-only">[deleted: </span>asked');
    expect(html).toContain('<ins><span class="sr-only">[added: </span>demanded');
    expect(html).toContain("<summary>10 paragraphs without changes</summary>");
    expect(html).toContain('data-number="12."');
  });
});
