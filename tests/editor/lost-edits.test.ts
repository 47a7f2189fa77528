import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { lostEdits } from "#app/editor/recovery/lost-edits.ts";
import type { RecoverableBlock } from "#app/editor/recovery/recoverable-edits.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { body, cell, footnote, table } from "#tests/document/build.ts";
import { copyOf, draftOf, erase, takeAway, typeBehind } from "./flow-drafts.ts";

const TEXT = [body("a", "First."), body("b", "The agency shall answer."), body("c", "Last.")];

/** Two people with the same text; `merge` answers what theirs takes away of mine. */
function apart(content: readonly ProseNode[] = TEXT) {
  const theirs = draftOf(content);
  const mine = copyOf(Y.encodeStateAsUpdate(theirs));
  const lost: RecoverableBlock[] = [];
  mine.on("afterTransaction", (transaction: Y.Transaction) => {
    if (transaction.local) return;
    lost.push(...lostEdits(transaction, (client) => (client === mine.clientID ? 0 : Infinity)));
  });
  const merge = () => {
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)));
    return lost;
  };
  return { mine, theirs, merge };
}

const isNote = (type: Y.XmlText | Y.XmlElement) =>
  type instanceof Y.XmlText && type.getAttribute("id") === "note";
const isElement = (name: string) => (type: Y.XmlText | Y.XmlElement) =>
  type instanceof Y.XmlElement && type.nodeName === name;
const isBlock = (id: string) => (type: Y.XmlText | Y.XmlElement) =>
  type instanceof Y.XmlElement && type.getAttribute("id") === id;

describe("words that a merge took away", () => {
  it("[R17] are found in a footnote that someone else removed", () => {
    const { mine, theirs, merge } = apart([body("n", "As asked", footnote("note", "See "), ".")]);
    typeBehind(mine, "See ", "the letter.");
    takeAway(theirs, isNote);
    expect(merge()).toEqual([{ id: null, after: "n", before: null, text: "See the letter." }]);
  });

  it("[R17] are found in a cell that was removed with its row, and in a footnote within", () => {
    const { mine, theirs, merge } = apart([
      body("a", "First."),
      table([cell(body("in-cell", "500", footnote("note", "See ")))], [cell(body("other", "7"))]),
      body("c", "Last."),
    ]);
    typeBehind(mine, "500", " records");
    typeBehind(mine, "See ", "there");
    takeAway(theirs, isElement("tableRow"));
    expect(merge()).toEqual([
      { id: "in-cell", after: "a", before: "500See ", text: "500 recordsSee there" },
    ]);
  });

  it("[R17] are found in a table that was removed as a whole", () => {
    const { mine, theirs, merge } = apart([
      body("a", "First."),
      table([cell(body("one", "1")), cell(body("two", "2"))]),
      body("c", "Last."),
    ]);
    typeBehind(mine, "2", " and more");
    takeAway(theirs, isElement("table"));
    expect(merge()).toEqual([{ id: "two", after: "a", before: "2", text: "2 and more" }]);
  });

  it("[R17] are told from what was saved before in the same breath", () => {
    const mine = draftOf([body("a", "As asked", footnote("note", "Saved "), ".")], 7);
    const theirs = copyOf(Y.encodeStateAsUpdate(mine));
    mine.clientID = 7;
    const saved = Y.getState(mine.store, 7);
    typeBehind(mine, "Saved ", "and not");
    let lost: RecoverableBlock[] = [];
    mine.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local) lost = lostEdits(transaction, () => saved);
    });
    takeAway(theirs, isNote);
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(lost).toMatchObject([{ text: "Saved and not" }]);
  });

  it("are none where the paragraph around them was removed: they stay in the text", () => {
    const { mine, theirs, merge } = apart();
    typeBehind(mine, "shall ", "promptly ");
    erase(theirs, "The agency shall answer.");
    takeAway(theirs, isBlock("b"));
    expect(merge()).toEqual([]);
    expect(JSON.stringify(offeredText(mine))).toContain("promptly ");
  });

  it("are none where a footnote was removed in which nothing had been written", () => {
    const { mine, theirs, merge } = apart([body("n", "As asked", footnote("note", "See "), ".")]);
    typeBehind(mine, "As ", "you ");
    takeAway(theirs, isNote);
    expect(merge()).toEqual([]);
  });
});

function offeredText(draft: Y.Doc): unknown {
  return (draft.get("default", Y.XmlText as never) as unknown as Y.XmlText).toString();
}
