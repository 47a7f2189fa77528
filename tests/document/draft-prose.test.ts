import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Node } from "@tiptap/pm/model";
import { contentsFromUpdate, updateFromProse } from "#app/document/draft-prose.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { ProseError } from "#app/document/prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import {
  block,
  body,
  caption,
  cell,
  doc,
  exhibit,
  field,
  footnote,
  hardBreak,
  header,
  link,
  pageBreak,
  reference,
  signatureBlock,
  table,
  text,
} from "./build.ts";

const everything = doc(
  block("heading", 1, "h1", "Preliminary statement"),
  body("b1", "Plain, ", text("bold", "bold"), text(" and both", "bold", "italic"), "."),
  block("numbered", 1, "n1", "Plaintiff sued.", hardBreak, "A second line."),
  block("numbered", 2, "n2", text("a link", link("https://example.org/a?b=c&d"), "underline")),
  block("requestItem", 1, "r1", "All weekly reports", text("1", "superscript")),
  pageBreak,
  block("bullet", 3, "u1", "deep"),
  block("ordered", 2, "o1", text("Small Caps", "smallCaps")),
  block("quote", 1, "q1", "«¡Ñandú!» 🏛️ \u202eright to left\u202c"),
  table([header(body("c1", "Name"))], [cell(body("c2"), block("bullet", 1, "c3", "x"))]),
  caption("cap"),
  exhibit("e1"),
  body(
    "f1",
    "Noted",
    footnote("note", "see ", reference("n1"), text("Id.", "italic")),
    field("date"),
  ),
  signatureBlock("s1", "org"),
  body("empty"),
);

describe("prose in a shared document", () => {
  test("comes back exactly as it went in, every kind, mark and table", () => {
    const checked = Node.fromJSON(legalSchema(), everything);
    checked.check();
    expect(proseFromUpdate(updateFromProse(everything, 7))).toEqual(checked.toJSON());
  });

  test("gives the same bytes for the same prose and the same writer", () => {
    expect(updateFromProse(everything, 7)).toEqual(updateFromProse(everything, 7));
  });

  test("is one empty block when nobody has written yet", () => {
    expect(proseFromUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual(doc(body("x-start")));
  });
});

/** The reading of two paragraphs and a table in whose flow somebody has changed something. */
function damaged(change: (root: Y.XmlText) => void): () => unknown {
  const document = new Y.Doc();
  const root = flowRoot(document);
  const start = doc(body("one", "first"), body("two", "second"), table([cell(body("c", "x"))]));
  Y.applyUpdate(document, updateFromProse(start, 1));
  change(root);
  const bytes = Y.encodeStateAsUpdate(document);
  return () => proseFromUpdate(bytes);
}

/** How many items stand before the words of the second paragraph: a marker, "first", its end, a marker. */
const SECOND = 8;

function elementAt(root: Y.XmlText, wanted: number): Y.XmlElement {
  let index = 0;
  for (let item = root._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    if (index === wanted) return item.content.type as Y.XmlElement;
    index += 1;
  }
  throw new Error("no such element");
}

describe("damaged or unknown content is refused, naming the block", () => {
  test("bytes that are no update", () => {
    expect(() => contentsFromUpdate(new Uint8Array([1, 2, 3, 250]))).toThrow(ProseError);
  });

  test("a node of another schema", () => {
    const read = damaged((root) => root.insertEmbed(SECOND + 2, new Y.XmlElement("footnoteList")));
    expect(read).toThrow("Block 2 can’t be read: it holds “footnoteList”, which is not known.");
  });

  test("a mark of another schema", () => {
    const read = damaged((root) => root.format(SECOND, 3, { comment: { id: 1 } }));
    expect(read).toThrow(
      "Block 2 can’t be read: its text is marked “comment”, which is not known.",
    );
    expect(read).toThrow(expect.objectContaining({ place: 2, blockId: "two" }));
  });

  test("a kind, a level or an id that can't be", () => {
    expect(damaged((root) => elementAt(root, 0).setAttribute("kind", "chapter"))).toThrow(
      "Block 1 can’t be read: its kind is malformed.",
    );
    const level = 9 as unknown as string;
    expect(damaged((root) => elementAt(root, 0).setAttribute("level", level))).toThrow("Block 1");
    expect(damaged((root) => elementAt(root, 1).setAttribute("id", 'x"><script>'))).toThrow(
      "Block 2",
    );
  });

  test("a size of a cell that no table has", () => {
    const read = damaged((root) => {
      const row = elementAt(root, 2).get(0) as Y.XmlElement;
      (row.get(0) as unknown as Y.XmlText).setAttribute("colspan", (2 ** 40) as unknown as string);
    });
    expect(read).toThrow("Block 3 can’t be read: its colspan is malformed.");
  });

  test("a link that would run a script", () => {
    const read = damaged((root) => root.format(1, 5, { link: { href: "javascript:alert(1)" } }));
    expect(read).toThrow("Block 1 can’t be read: a link’s address is not allowed.");
  });

  test("something embedded in the text", () => {
    const read = damaged((root) => root.insertEmbed(1, { a: 1 }));
    expect(read).toThrow("Block 1 can’t be read: it holds something other than text.");
  });

  test("a block within a block", () => {
    const read = damaged((root) => elementAt(root, 1).insert(0, [new Y.XmlElement("block")]));
    expect(read).toThrow("Block 2 can’t be read: it holds “block”, which can’t stand there.");
  });

  test("text, or anything but a row, in a table, and anything but a cell in a row", () => {
    const text = damaged((root) => elementAt(root, 2).insert(0, [new Y.XmlText("loose")]));
    expect(text).toThrow("Block 3 can’t be read: it holds a text where none can stand.");
    const cell = damaged((root) => {
      (elementAt(root, 2).get(0) as Y.XmlElement).insert(0, [new Y.XmlElement("tableRow")]);
    });
    expect(cell).toThrow("Block 3 can’t be read: it holds “tableRow”, which can’t stand there.");
  });
});

describe("what two people leave behind together is read as the editor will show it", () => {
  test("a cell that both emptied holds one empty block", () => {
    const document = new Y.Doc();
    const root = flowRoot(document);
    Y.applyUpdate(document, updateFromProse(doc(table([cell(body("c", "x"))])), 1));
    const row = elementAt(root, 0).get(0) as Y.XmlElement;
    const words = row.get(0) as unknown as Y.XmlText;
    words.delete(0, words.length);
    const read = proseFromUpdate(Y.encodeStateAsUpdate(document));
    expect(read).toEqual(doc(table([cell(body(expect.stringMatching(/^x-/u) as string))])));
  });

  test("an emptied table is gone", () => {
    const document = new Y.Doc();
    const root = flowRoot(document);
    Y.applyUpdate(document, updateFromProse(doc(table([cell(body("c", "x"))]), body("b", "y")), 1));
    elementAt(root, 0).delete(0, 1);
    expect(proseFromUpdate(Y.encodeStateAsUpdate(document))).toEqual(doc(body("b", "y")));
  });

  test("words before any marker, or behind a page break, are a paragraph", () => {
    const document = new Y.Doc();
    const root = flowRoot(document);
    root.insert(0, "first");
    root.insertEmbed(5, new Y.XmlElement("pageBreak"));
    root.insert(6, "second");
    const named = (id: string | RegExp) => expect.stringMatching(id) as string;
    expect(proseFromUpdate(Y.encodeStateAsUpdate(document))).toEqual(
      doc(body("x-start", "first"), pageBreak, body(named(/^x-/u), "second")),
    );
  });

  test("of two paragraphs with one id the older keeps it, on every screen", () => {
    const document = new Y.Doc();
    document.clientID = 5;
    const root = flowRoot(document);
    for (const words of ["newer", "older"].reverse()) {
      const marker = new Y.XmlElement("block");
      marker.setAttribute("id", "same");
      root.insertEmbed(0, marker);
      root.insert(1, words);
    }
    const [first, second] = proseFromUpdate(Y.encodeStateAsUpdate(document)).content;
    expect(second).toEqual(body("same", "older"));
    expect(first?.attrs?.id).toMatch(/^same-5-/u);
  });
});
