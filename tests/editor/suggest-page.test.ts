// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { legalSchema } from "#app/document/schema.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { blockEdits } from "#app/document/edits/block-edits.ts";
import { changeDecorations } from "#app/editor/suggest/change-decorations.ts";
import { block, body, doc, footnote, text } from "#tests/document/build.ts";

const schema = legalSchema();
const before = body("a", "The agency said so.");

/** How often drawing a suggestion counts through the text, and how much it draws. */
function drawing(...proposed: ProseNode[]) {
  const page = vi.fn(() => drawnPage(doc(before)));
  const nodes = (blocks: ProseNode[]) => blocks.map((each) => schema.nodeFromJSON(each));
  const drawn = changeDecorations(
    schema.nodeFromJSON(doc(before)),
    blockEdits(nodes([before]), nodes(proposed), 0),
    { inText: "deleted", color: "", key: "k", title: "t", page },
  );
  return { counted: page.mock.calls.length, drawn: drawn.length };
}

test("[M17] a suggestion of words, or to part a paragraph, counts no numbers through the whole text", () => {
  expect(drawing(body("a", "The agency has declared so."))).toEqual({ counted: 0, drawn: 2 });
  const parted = drawing(body("a", "The agency"), body("b", "said more words."));
  expect(parted.counted).toBe(0);
  expect(parted.drawn).toBeGreaterThan(0);
});

test("a suggestion with a footnote, or of a paragraph with a number, has the numbers of the text", () => {
  const noted = { ...before, content: [text("The agency said so."), footnote("n", "See it.")] };
  expect(drawing(noted).counted).toBeGreaterThan(0);
  const numbered = block("numbered", 1, "n", "A new one.");
  expect(drawing(before, numbered).counted).toBeGreaterThan(0);
});
