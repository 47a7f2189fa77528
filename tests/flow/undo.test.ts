import { TextSelection } from "@tiptap/pm/state";
import { describe, expect, test } from "vitest";
import { schema } from "./support/flow-editor.ts";
import { Pair, block, find, linesOf, placeOfBlock, putCaret, type } from "./support/pair.ts";

const START = [block("a", "one two"), block("b", "three four", "numbered"), block("c", "five")];

describe("undo of one's own", () => {
  test("takes a split back and keeps what another typed behind it", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    me.view.dispatch(me.view.state.tr.split(find(me, " four")));
    pair.meet();
    other.view.dispatch(other.view.state.tr.insertText(" HERS", find(other, "four") + 4));
    pair.meet();
    me.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["one two", "three four HERS", "five"]);
    me.binding.undo.redo();
    pair.meet();
    expect(pair.text).toEqual(["one two", "three", " four HERS", "five"]);
  });

  test("brings a deleted paragraph back to before what another typed in it meanwhile", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    const { pos, node } = placeOfBlock(me, "b");
    me.view.dispatch(me.view.state.tr.delete(pos, pos + node.nodeSize));
    other.view.dispatch(other.view.state.tr.insertText("HERS ", find(other, "four")));
    pair.meet();
    expect(pair.text).toEqual(["one twoHERS ", "five"]);
    me.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["one two", "three HERS four", "five"]);
  });

  test("changes back the kind alone where another changed the level", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    const at = placeOfBlock(me, "b").pos;
    me.view.dispatch(me.view.state.tr.setNodeAttribute(at, "kind", "heading"));
    other.view.dispatch(other.view.state.tr.setNodeAttribute(at, "level", 2));
    pair.meet();
    me.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["one two", "three four", "five"]);
    expect(placeOfBlock(me, "b").node.attrs).toMatchObject({ kind: "numbered", level: 2 });
  });

  test("takes a join back where another split the second paragraph", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    me.view.dispatch(me.view.state.tr.join(placeOfBlock(me, "b").pos));
    other.view.dispatch(other.view.state.tr.split(find(other, " four")));
    pair.meet();
    me.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["one two", "three", " four", "five"]);
  });

  test("never takes a table away in which another has written", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    const { nodes } = schema;
    const cell = () => nodes.tableCell!.create(null, nodes.block!.create());
    const row = () => nodes.tableRow!.create(null, [cell(), cell()]);
    me.view.dispatch(me.view.state.tr.insert(0, nodes.table!.create(null, [row(), row()])));
    pair.meet();
    other.view.dispatch(other.view.state.tr.insertText("hers", 4));
    pair.meet();
    me.binding.undo.undo();
    pair.meet();
    expect(pair.text).toEqual(["hers", "one two", "three four", "five"]);
    expect(me.text.firstChild?.childCount).toBe(2);
    expect(me.text.firstChild?.firstChild?.childCount).toBe(2);
  });

  test("puts the caret back to where it was before, beside its letters", () => {
    const pair = new Pair(START);
    const { me, other } = pair;
    putCaret(me, find(me, "two"));
    type(me, "and a ");
    putCaret(me, find(me, "five") + 4);
    other.view.dispatch(other.view.state.tr.insertText("Before ", 1));
    pair.meet();
    me.binding.undo.undo();
    expect(linesOf(me.text)).toEqual(["Before one two", "three four", "five"]);
    const { selection } = me.view.state;
    expect(selection).toBeInstanceOf(TextSelection);
    expect(selection.from).toBe(find(me, "two"));
    me.binding.undo.redo();
    expect(linesOf(me.text)).toEqual(["Before one and a two", "three four", "five"]);
  });

  test("does not take back what another did", () => {
    const pair = new Pair(START);
    type(pair.other, "theirs ");
    pair.meet();
    pair.me.binding.undo.undo();
    expect(pair.text[0]).toBe("theirs one two");
  });
});
