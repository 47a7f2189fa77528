import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Node } from "@tiptap/pm/model";
import { proseFromUpdate, updateFromProse } from "~/prose/from-yjs";
import { ProseError } from "~/prose/prose";
import { FRAGMENT, legalSchema } from "~/prose/schema";
import { block, body, cell, doc, hardBreak, header, link, pageBreak, table, text } from "./build";

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
    expect(proseFromUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual(doc(body(null)));
  });
});

function damaged(change: (root: Y.XmlFragment) => void): () => unknown {
  const document = new Y.Doc();
  Y.applyUpdate(document, updateFromProse(doc(body("one", "first"), body("two", "second")), 1));
  change(document.getXmlFragment(FRAGMENT));
  const bytes = Y.encodeStateAsUpdate(document);
  return () => proseFromUpdate(bytes);
}

function element(root: Y.XmlFragment, index: number): Y.XmlElement {
  const child = root.get(index);
  if (!(child instanceof Y.XmlElement)) throw new Error("expected an element");
  return child;
}

describe("damaged or unknown content is refused, naming the block", () => {
  test("bytes that are no update", () => {
    expect(() => proseFromUpdate(new Uint8Array([1, 2, 3, 250]))).toThrow(ProseError);
  });

  test("a node of another schema", () => {
    const read = damaged((root) => root.insert(1, [new Y.XmlElement("footnoteList")]));
    expect(read).toThrow("Block 2 can't be read: it holds “footnoteList”, which is not known.");
  });

  test("a mark of another schema", () => {
    const read = damaged((root) =>
      (element(root, 1).get(0) as Y.XmlText).format(0, 3, { comment: { id: 1 } }),
    );
    expect(read).toThrow(
      "Block 2 can't be read: its text is marked “comment”, which is not known.",
    );
    expect(read).toThrow(expect.objectContaining({ place: 2, blockId: "two" }));
  });

  test("a kind, a level or an id that can't be", () => {
    expect(damaged((root) => element(root, 0).setAttribute("kind", "chapter"))).toThrow("Block 1");
    const level = 9 as unknown as string;
    expect(damaged((root) => element(root, 0).setAttribute("level", level))).toThrow("Block 1");
    expect(damaged((root) => element(root, 1).setAttribute("id", 'x"><script>'))).toThrow(
      "Block 2",
    );
  });

  test("a link that would run a script", () => {
    const read = damaged((root) =>
      (element(root, 0).get(0) as Y.XmlText).format(0, 5, {
        link: { href: "javascript:alert(1)" },
      }),
    );
    expect(read).toThrow("Block 1 can't be read: a link's address is not allowed.");
  });

  test("something embedded in the text", () => {
    const read = damaged((root) => (element(root, 0).get(0) as Y.XmlText).insertEmbed(1, { a: 1 }));
    expect(read).toThrow("Block 1 can't be read: something other than text stands in its text.");
  });

  test("text outside of any block", () => {
    const read = damaged((root) => root.insert(0, [new Y.XmlText("loose")]));
    expect(read).toThrow("Block 1 can't be read: text stands outside of any block.");
  });

  test("a block within a block", () => {
    const read = damaged((root) => element(root, 1).insert(0, [new Y.XmlElement("block")]));
    expect(read).toThrow("Block 2 can't be read");
  });
});

describe("what two people leave behind together is read as the editor will show it", () => {
  test("a cell that both emptied holds one empty block", () => {
    const document = new Y.Doc();
    Y.applyUpdate(document, updateFromProse(doc(table([cell(body("c", "x"))])), 1));
    const row = element(document.getXmlFragment(FRAGMENT), 0).get(0) as Y.XmlElement;
    (row.get(0) as Y.XmlElement).delete(0, 1);
    expect(proseFromUpdate(Y.encodeStateAsUpdate(document))).toEqual(
      doc(table([cell(body(null))])),
    );
  });

  test("an emptied table is gone", () => {
    const document = new Y.Doc();
    Y.applyUpdate(document, updateFromProse(doc(table([cell(body("c", "x"))]), body("b", "y")), 1));
    element(document.getXmlFragment(FRAGMENT), 0).delete(0, 1);
    expect(proseFromUpdate(Y.encodeStateAsUpdate(document))).toEqual(doc(body("b", "y")));
  });
});
