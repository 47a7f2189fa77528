import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { blocksMergedAway } from "~/editor/merged-away";
import type { OfferedBlock } from "~/editor/offered-words";

function block(id: string, text: string, ...inside: Y.XmlElement[]): Y.XmlElement {
  const made = new Y.XmlElement("block");
  made.setAttribute("id", id);
  made.insert(0, [new Y.XmlText(text), ...inside]);
  return made;
}

function footnote(id: string, text: string): Y.XmlElement {
  const made = new Y.XmlElement("footnote");
  made.setAttribute("id", id);
  made.insert(0, [new Y.XmlText(text)]);
  return made;
}

/** Two people with the same three paragraphs; `mine` reports what merging `theirs` takes away. */
function apart(more: Y.XmlElement[] = []) {
  const theirs = new Y.Doc();
  theirs
    .getXmlFragment("default")
    .insert(0, [
      block("a", "First."),
      block("b", "The agency shall answer."),
      block("c", "Last."),
      ...more,
    ]);
  const mine = new Y.Doc();
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  const saved = Y.decodeStateVector(Y.encodeStateVector(mine));
  const lost: OfferedBlock[] = [];
  mine.on("afterTransaction", (transaction) => {
    if (transaction.local) return;
    const savedUpTo = (client: number) =>
      client === mine.clientID ? (saved.get(client) ?? 0) : Infinity;
    lost.push(...blocksMergedAway(transaction, savedUpTo));
  });
  const merge = () => {
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)));
    return lost;
  };
  return { mine: mine.getXmlFragment("default"), theirs: theirs.getXmlFragment("default"), merge };
}

function words(fragment: Y.XmlFragment, index: number): Y.XmlText {
  return (fragment.get(index) as Y.XmlElement).get(0) as Y.XmlText;
}

describe("words that a merge took away", () => {
  it("[R17] are found with the paragraph that someone else removed around them", () => {
    const { mine, theirs, merge } = apart();
    words(mine, 1).insert(17, "promptly ");
    theirs.delete(1, 1);
    expect(merge()).toEqual([
      {
        id: "b",
        after: "a",
        before: "The agency shall answer.",
        text: "The agency shall promptly answer.",
      },
    ]);
  });

  it("[R17] are found in a footnote, with its paragraph or alone", () => {
    for (const alone of [false, true]) {
      const { mine, theirs, merge } = apart([block("n", "As asked", footnote("note", "See "))]);
      const note = (mine.get(3) as Y.XmlElement).get(1) as Y.XmlElement;
      (note.get(0) as Y.XmlText).insert(4, "the letter.");
      if (alone) (theirs.get(3) as Y.XmlElement).delete(1, 1);
      else theirs.delete(3, 1);
      expect(merge()).toEqual([
        alone
          ? { id: null, after: "n", before: null, text: "See the letter." }
          : { id: "n", after: "c", before: "As askedSee ", text: "As askedSee the letter." },
      ]);
    }
  });

  it("[R17] are not offered where the footnote stands somewhere else now, with them put back", () => {
    const { mine, theirs, merge } = apart([block("n", "As asked", footnote("note", "See "))]);
    const note = (mine.get(3) as Y.XmlElement).get(1) as Y.XmlElement;
    (note.get(0) as Y.XmlText).insert(4, "the letter.");
    (theirs.get(3) as Y.XmlElement).delete(1, 1);
    theirs.insert(4, [block("half", "", footnote("note", "See "))]);
    expect(merge()).toEqual([]);
  });

  it("[R17] are told from what was saved before in the same breath", () => {
    const mine = new Y.Doc();
    mine.getXmlFragment("default").insert(0, [block("a", "")]);
    words(mine.getXmlFragment("default"), 0).insert(0, "Saved ");
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const saved = Y.getState(mine.store, mine.clientID);
    words(mine.getXmlFragment("default"), 0).insert(6, "and not");
    let lost: OfferedBlock[] = [];
    mine.on("afterTransaction", (transaction) => {
      lost = blocksMergedAway(transaction, () => saved);
    });
    theirs.getXmlFragment("default").delete(0, 1);
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(lost).toMatchObject([{ before: "Saved ", text: "Saved and not" }]);
  });

  it("are none where the paragraph was removed and nothing had been written in it", () => {
    const { mine, theirs, merge } = apart();
    words(mine, 0).insert(0, "Written elsewhere. ");
    theirs.delete(1, 1);
    expect(merge()).toEqual([]);
  });

  it("are none where the paragraph is still there", () => {
    const { mine, theirs, merge } = apart();
    words(mine, 1).insert(17, "promptly ");
    words(theirs, 1).delete(0, 10);
    expect(merge()).toEqual([]);
    expect(words(mine, 1).toString()).toContain("promptly ");
  });

  it("[R17] are found in a table cell that was removed with its row", () => {
    const theirs = new Y.Doc();
    const rows = new Y.XmlElement("table");
    const row = new Y.XmlElement("tableRow");
    const cell = new Y.XmlElement("tableCell");
    cell.insert(0, [block("in-cell", "500")]);
    row.insert(0, [cell]);
    rows.insert(0, [row]);
    theirs.getXmlFragment("default").insert(0, [rows]);
    const mine = new Y.Doc();
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    let lost: OfferedBlock[] = [];
    mine.on("afterTransaction", (transaction) => {
      if (!transaction.local) {
        lost = blocksMergedAway(transaction, (client) => (client === mine.clientID ? 0 : Infinity));
      }
    });
    const table = mine.getXmlFragment("default").get(0) as Y.XmlElement;
    const inCell = ((table.get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    (inCell.get(0) as Y.XmlText).insert(3, " records");
    rows.delete(0, 1);
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)));
    expect(lost).toEqual([{ id: "in-cell", after: null, before: "500", text: "500 records" }]);
  });
});
