import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { insertedStretch, offeredBlocks, offeredText } from "~/editor/offered-words";

function draft(...texts: string[]): Y.Doc {
  const doc = new Y.Doc();
  texts.forEach((text, index) => add(doc, `block-${index}`, text));
  return doc;
}

function add(doc: Y.Doc, id: string, text: string, at?: number): void {
  const block = new Y.XmlElement("block");
  block.setAttribute("id", id);
  block.insert(0, [new Y.XmlText(text)]);
  const fragment = doc.getXmlFragment("default");
  fragment.insert(at ?? fragment.length, [block]);
}

function words(doc: Y.Doc, block: number): Y.XmlText {
  return (doc.getXmlFragment("default").get(block) as Y.XmlElement).get(0) as Y.XmlText;
}

describe("words that are offered again", () => {
  it("[R17] are the blocks with words beyond what was saved, with and without them", () => {
    const doc = draft("The agency shall answer.", "Untouched.");
    const saved = Y.encodeStateVector(doc);
    words(doc, 0).insert(17, "promptly ");
    expect(offeredBlocks(doc, saved)).toEqual([
      {
        id: "block-0",
        after: null,
        before: "The agency shall answer.",
        text: "The agency shall promptly answer.",
      },
    ]);
  });

  it("[R17] are words of a footnote too", () => {
    const doc = draft("As asked.");
    const note = new Y.XmlElement("footnote");
    note.insert(0, [new Y.XmlText("See ")]);
    (doc.getXmlFragment("default").get(0) as Y.XmlElement).insert(1, [note]);
    const saved = Y.encodeStateVector(doc);
    (note.get(0) as Y.XmlText).insert(4, "the letter.");
    expect(offeredBlocks(doc, saved)).toMatchObject([
      { before: "As asked.See ", text: "As asked.See the letter." },
    ]);
  });

  it("[R17] know the place of a block that is new as a whole", () => {
    const doc = draft("First.", "Last.");
    const saved = Y.encodeStateVector(doc);
    add(doc, "new", "In between.", 1);
    expect(offeredBlocks(doc, saved)).toEqual([
      { id: "new", after: "block-0", before: null, text: "In between." },
    ]);
  });

  it("are found where one stretch of text is partly saved", () => {
    const doc = draft("Saved");
    const saved = Y.encodeStateVector(doc);
    words(doc, 0).insert(5, " and not");
    expect(offeredBlocks(doc, saved)[0]).toMatchObject({
      before: "Saved",
      text: "Saved and not",
    });
  });

  it("are none for deletions and for empty new blocks", () => {
    const doc = draft("The agency shall answer.");
    const saved = Y.encodeStateVector(doc);
    words(doc, 0).delete(0, 4);
    add(doc, "empty", "");
    expect(offeredBlocks(doc, saved)).toEqual([]);
  });

  it("are found in tables", () => {
    const doc = new Y.Doc();
    const table = new Y.XmlElement("table");
    const row = new Y.XmlElement("tableRow");
    const cell = new Y.XmlElement("tableCell");
    const block = new Y.XmlElement("block");
    block.setAttribute("id", "in-cell");
    doc.getXmlFragment("default").insert(0, [table]);
    table.insert(0, [row]);
    row.insert(0, [cell]);
    cell.insert(0, [block]);
    const saved = Y.encodeStateVector(doc);
    block.insert(0, [new Y.XmlText("500 records")]);
    expect(offeredBlocks(doc, saved)).toMatchObject([{ id: "in-cell", text: "500 records" }]);
  });

  it("are copied with a blank line between blocks", () => {
    const blocks = [
      { id: "a", after: null, before: null, text: "One." },
      { id: "b", after: "a", before: "Tw", text: "Two." },
    ];
    expect(offeredText(blocks)).toBe("One.\n\nTwo.");
  });

  it("stand in their block as one stretch", () => {
    const of = (before: string | null, text: string) =>
      insertedStretch({ id: null, after: null, before, text });
    expect(of("The shall.", "The agency shall.")).toEqual({ at: 4, words: "agency " });
    expect(of("aa", "aaa")).toEqual({ at: 2, words: "a" });
    expect(of(null, "All of it.")).toEqual({ at: 0, words: "All of it." });
  });
});
