import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { readFlow } from "#tests/flow/support/read-flow.ts";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import { Pair, block, draftOf, find, linesOf, newId, placeOfBlock } from "./support/pair.ts";
import { checkRows } from "./support/check-rows.ts";

describe("reading a flow", () => {
  test("[F3] [F7] a screen that only reads writes nothing, formats of two people included", () => {
    const draft = draftOf(block("a", "one two three four five"));
    const [one, two, reader] = [2, 3, 4].map((client) => new FlowEditor(client, draft, newId)) as [
      FlowEditor,
      FlowEditor,
      FlowEditor,
    ];
    const written: unknown[] = [];
    reader.doc.on("update", (_bytes: Uint8Array, origin: unknown) => {
      if (origin !== "net") written.push(origin);
    });
    for (const { view, doc } of [one, two]) {
      view.dispatch(view.state.tr.addMark(3, 12, schema.marks.bold!.create()));
      Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(doc), "net");
    }
    expect(written).toEqual([]);
    for (const { doc } of [one, two]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(reader.doc), "net");
    expect(one.text.eq(reader.text) && two.text.eq(reader.text)).toBe(true);
  });

  test("[F3] two who paste the same block each see the same ids, and so does the server", () => {
    const pair = new Pair([block("a", "one"), block("b", "two"), block("c", "three")]);
    for (const editor of [pair.me, pair.other]) {
      const { pos, node } = placeOfBlock(editor, "b");
      editor.view.dispatch(editor.view.state.tr.delete(pos, pos + node.nodeSize));
      editor.view.dispatch(editor.view.state.tr.insert(editor.text.content.size, node));
    }
    pair.meet();
    expect(pair.text).toEqual(["one", "three", "two", "two"]);
    const ids = pair.me.text.children.map((node) => node.attrs.id as string);
    expect(new Set(ids).size).toBe(4);
    expect(readFlow(pair.me.doc, schema).eq(pair.me.text)).toBe(true);
  });

  test("a document without a marker takes words from everybody", () => {
    const doc = new Y.Doc();
    flowRoot(doc);
    expect(linesOf(readFlow(doc, schema))).toEqual([""]);
    const pair = new Pair([]);
    pair.me.view.dispatch(pair.me.view.state.tr.insertText("mine"));
    pair.other.view.dispatch(pair.other.view.state.tr.insertText("theirs"));
    pair.meet();
    expect(pair.text.join("").split("").sort().join("")).toBe([..."minetheirs"].sort().join(""));
  });

  test("words that a foreign client wrote without a marker are a block of their own", () => {
    const pair = new Pair([]);
    const foreign = new Y.Doc();
    flowRoot(foreign).insert(0, "found words");
    Y.applyUpdate(pair.me.doc, Y.encodeStateAsUpdate(foreign), "net");
    pair.meet();
    expect(pair.text).toContain("found words");
    const at = find(pair.me, "words");
    pair.me.view.dispatch(pair.me.view.state.tr.split(at));
    pair.meet();
    expect(pair.text).toEqual(expect.arrayContaining(["found ", "words"]));
  });

  test("what nobody knows has no width, and no edit around it takes it away", () => {
    const pair = new Pair([block("a", "one two"), block("b", "three")]);
    const { doc } = pair.other;
    doc.transact(() => flowRoot(doc).insertEmbed(5, new Y.XmlElement("marginalia")));
    pair.meet();
    const { me } = pair;
    me.view.dispatch(me.view.state.tr.insertText("X", find(me, "two")));
    me.view.dispatch(me.view.state.tr.delete(1, 8));
    me.view.dispatch(me.view.state.tr.join(placeOfBlock(me, "b").pos));
    pair.meet();
    expect(pair.text.join()).toContain("three");
    const kept = flowRoot(me.doc).toDelta() as { insert: unknown }[];
    expect(
      kept.some(({ insert }) => insert instanceof Y.XmlElement && insert.nodeName === "marginalia"),
    ).toBe(true);
    expect(checkRows(me.binding)).toBeNull();
  });

  test("a sign of two UTF-16 units is never cut", () => {
    const pair = new Pair([block("a", "x\u{1F468}y")]);
    const { me } = pair;
    // The first halves of both signs are the same.
    const { tr } = me.view.state;
    tr.insertText("\u{1F469}", 2, 4);
    tr.setNodeAttribute(0, "kind", "heading");
    me.view.dispatch(tr);
    pair.meet();
    expect(pair.text).toEqual(["x\u{1F469}y"]);
    expect(flowRoot(me.doc).toJSON()).not.toContain("\uFFFD");
  });
});
