import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import {
  insertedRange,
  recoverableBlocks,
  recoverableText,
} from "#app/editor/recovery/recoverable-edits.ts";
import { body, cell, footnote, table } from "#tests/document/build.ts";
import { draftOf, erase, typeBehind } from "./flow-drafts.ts";

/** Puts in a block of its own behind these letters, as Enter at the end of a block does. */
function splitBehind(draft: Y.Doc, letters: string, id: string, words = ""): void {
  typeBehind(draft, letters, "|");
  const root = flowRoot(draft);
  const index = root.toDelta().reduce(
    (at: { place: number; found: number }, { insert }: { insert: unknown }) => {
      const bar = typeof insert === "string" ? insert.indexOf("|") : -1;
      if (bar >= 0) at.found = at.place + bar;
      at.place += typeof insert === "string" ? insert.length : 1;
      return at;
    },
    { place: 0, found: 0 },
  ).found;
  root.delete(index, 1);
  const marker = new Y.XmlElement("block");
  marker.setAttribute("id", id);
  root.insert(index, "\u2029");
  root.insertEmbed(index + 1, marker);
  if (words !== "") root.insert(index + 2, words);
}

describe("words that are offered again", () => {
  it("[R17] are the blocks with words beyond what was saved, with and without them", () => {
    const draft = draftOf([body("a", "The agency shall answer."), body("b", "Untouched.")]);
    const saved = Y.encodeStateVector(draft);
    typeBehind(draft, "shall ", "promptly ");
    expect(recoverableBlocks(draft, saved)).toEqual([
      {
        id: "a",
        after: null,
        before: "The agency shall answer.",
        text: "The agency shall promptly answer.",
      },
    ]);
  });

  it("[R17] are words of a footnote too", () => {
    const draft = draftOf([body("a", "As asked.", footnote("n", "See "))]);
    const saved = Y.encodeStateVector(draft);
    typeBehind(draft, "See ", "the letter.");
    expect(recoverableBlocks(draft, saved)).toMatchObject([
      { before: "As asked.See ", text: "As asked.See the letter." },
    ]);
  });

  it("[R17] know the place of a block that is new as a whole", () => {
    const draft = draftOf([body("a", "First."), body("b", "Last.")]);
    const saved = Y.encodeStateVector(draft);
    splitBehind(draft, "First.", "new", "In between.");
    expect(recoverableBlocks(draft, saved)).toEqual([
      { id: "new", after: "a", before: null, text: "In between." },
    ]);
  });

  it("[R17] of a block that was split off are those that are new, and not its others", () => {
    const draft = draftOf([body("a", "The agency shall answer.")]);
    const saved = Y.encodeStateVector(draft);
    splitBehind(draft, "agency", "new");
    typeBehind(draft, " shall", " now");
    const offered = recoverableBlocks(draft, saved);
    expect(offered).toEqual([
      { id: "new", after: "a", before: " shall answer.", text: " shall now answer." },
    ]);
    expect(offered.map((block) => insertedRange(block).words)).toEqual(["now "]);
  });

  it("are found where one stretch of text is partly saved", () => {
    const draft = draftOf([body("a", "Saved")]);
    const saved = Y.encodeStateVector(draft);
    typeBehind(draft, "Saved", " and not");
    expect(recoverableBlocks(draft, saved)[0]).toMatchObject({
      before: "Saved",
      text: "Saved and not",
    });
  });

  it("are none for deletions, for splits and for empty new blocks", () => {
    const draft = draftOf([body("a", "The agency shall answer.")]);
    const saved = Y.encodeStateVector(draft);
    erase(draft, "The ");
    splitBehind(draft, "agency", "split");
    splitBehind(draft, "answer.", "empty");
    expect(recoverableBlocks(draft, saved)).toEqual([]);
  });

  it("are found in tables", () => {
    const draft = draftOf([table([cell(body("in-cell", "500"))]), body("last", "End.")]);
    const saved = Y.encodeStateVector(draft);
    typeBehind(draft, "500", " records");
    expect(recoverableBlocks(draft, saved)).toMatchObject([
      { id: "in-cell", before: "500", text: "500 records" },
    ]);
  });

  it("are copied with a blank line between blocks", () => {
    const blocks = [
      { id: "a", after: null, before: null, text: "One." },
      { id: "b", after: "a", before: "Tw", text: "Two." },
    ];
    expect(recoverableText(blocks)).toBe("One.\n\nTwo.");
  });

  it("stand in their block as one stretch", () => {
    const of = (before: string | null, text: string) =>
      insertedRange({ id: null, after: null, before, text });
    expect(of("The shall.", "The agency shall.")).toEqual({ at: 4, words: "agency " });
    expect(of("aa", "aaa")).toEqual({ at: 2, words: "a" });
    expect(of(null, "All of it.")).toEqual({ at: 0, words: "All of it." });
  });
});
