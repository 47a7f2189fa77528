import { Plugin, type Transaction } from "@tiptap/pm/state";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "#app/document/flow/flow-writer.ts";
import { isRemote } from "#app/editor/binding/index.ts";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import {
  Pair,
  STORY,
  draftOf,
  find,
  linesOf,
  newId,
  placeOfBlock,
  putCaret,
  type,
} from "./support/pair.ts";
import { checkRows } from "./support/check-rows.ts";

/** Everything the other did since, as one update. */
function news(pair: Pair): Uint8Array {
  return Y.encodeStateAsUpdate(pair.other.doc, Y.encodeStateVector(pair.me.doc));
}

function expectWhole({ me, other }: Pair): void {
  expect(me.binding.failed).toBeNull();
  expect(checkRows(me.binding)).toBeNull();
  expect(me.text).toBe(me.binding.synced);
  expect(checkRows(other.binding)).toBeNull();
}

describe("a Y transaction that comes at a bad moment", () => {
  test("somebody types while others' edit is being told: both are there", () => {
    const pair = new Pair();
    const { me, other } = pair;
    putCaret(me, find(me, "brown") + 3);
    type(other, "Theirs. ");
    let done = false;
    me.binding.root.observe(() => {
      if (done) return;
      done = true;
      type(me, "XY");
    });
    Y.applyUpdate(me.doc, news(pair), "net");
    pair.meet();
    expect(pair.text).toEqual(["Theirs. First one.", "The quick broXYwn fox.", "Last one."]);
    expectWhole(pair);
    expect(me.binding.stats.rebased).toBe(1);
  });

  test("somebody types within another's transaction: it is written afterwards, as one's own", () => {
    const pair = new Pair();
    const { me } = pair;
    putCaret(me, find(me, "brown") + 3);
    const origins: unknown[] = [];
    me.doc.on("update", (_bytes: Uint8Array, origin: unknown) => origins.push(origin));
    me.doc.transact(() => {
      Y.applyUpdate(me.doc, new Uint8Array([0, 0]));
      type(me, "XY");
    }, "another");
    pair.meet();
    expect(pair.text[1]).toBe("The quick broXYwn fox.");
    expect(origins).toEqual([me.binding]);
    me.binding.undo.undo();
    expect(linesOf(me.text)[1]).toBe("The quick brown fox.");
    expectWhole(pair);
  });

  test("others' edit comes while the editor is in the middle of a dispatch: nothing is lost", () => {
    let incoming: (() => void) | null = null;
    const interrupting = new Plugin({
      appendTransaction(transactions: readonly Transaction[]) {
        const act = incoming;
        incoming = null;
        if (!transactions.some(isRemote)) act?.();
        return null;
      },
    });
    const pair = new Pair();
    const me = new FlowEditor(33, draftOf(...STORY), newId, [interrupting]);
    Y.applyUpdate(me.doc, Y.encodeStateAsUpdate(pair.me.doc), "net");
    const { other } = pair;
    putCaret(me, find(me, "brown") + 3);
    type(other, "Theirs. ");
    other.view.dispatch(other.view.state.tr.split(find(other, "quick")));
    incoming = () => Y.applyUpdate(me.doc, Y.encodeStateAsUpdate(other.doc), "net");
    type(me, "XY");
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(me.doc), "net");
    expect(linesOf(me.text)).toEqual([
      "Theirs. First one.",
      "The ",
      "quick broXYwn fox.",
      "Last one.",
    ]);
    expect(me.text.eq(other.text)).toBe(true);
    expect(me.text).toBe(me.binding.synced);
    expect(checkRows(me.binding)).toBeNull();
  });

  test("an observer of the text writes, too: what both wrote is shown", () => {
    const pair = new Pair();
    const { me, other } = pair;
    type(other, "Theirs. ");
    let done = false;
    me.binding.root.observe(() => {
      if (done) return;
      done = true;
      me.binding.root.insert(me.binding.root.length, " Observed.");
    });
    Y.applyUpdate(me.doc, news(pair), "net");
    pair.meet();
    expect(pair.text).toEqual([
      "Theirs. First one.",
      "The quick brown fox.",
      "Last one. Observed.",
    ]);
    expectWhole(pair);
  });
});

describe("while a word is being composed", () => {
  const composing = (is: boolean, { me }: Pair) => {
    me.view.composing = is;
  };

  test("others' edits elsewhere are drawn at once", () => {
    const pair = new Pair();
    putCaret(pair.me, find(pair.me, "brown") + 3);
    composing(true, pair);
    type(pair.me, "に");
    type(pair.other, "Theirs. ");
    pair.meet();
    expect(linesOf(pair.me.text)).toEqual([
      "Theirs. First one.",
      "The quick broにwn fox.",
      "Last one.",
    ]);
  });

  test("others' edits of the same block wait, what is composed is written at once, and all is there", async () => {
    const pair = new Pair();
    const { me, other } = pair;
    putCaret(me, find(me, "brown") + 3);
    composing(true, pair);
    type(me, "に");
    other.view.dispatch(other.view.state.tr.insertText("very ", find(other, "quick")));
    pair.meet();
    expect(linesOf(me.text)[1]).toBe("The quick broにwn fox.");
    // The input method replaces what it put in before.
    const at = find(me, "に");
    me.view.dispatch(me.view.state.tr.insertText("日本", at, at + 1));
    other.view.dispatch(other.view.state.tr.split(find(other, "fox")));
    pair.meet();
    expect(linesOf(other.text)).toEqual([
      "First one.",
      "The very quick bro日本wn ",
      "fox.",
      "Last one.",
    ]);
    expect(linesOf(me.text)[1]).toBe("The quick bro日本wn fox.");
    // Places are told in the document that is shown.
    const place = find(me, "wn fox");
    const relative = me.binding.toRelative(me.text, place, 1)!;
    expect(me.binding.toAbsolute(relative, me.text)).toBe(place);
    expect(other.binding.toAbsolute(relative, other.text)).toBe(find(other, "wn "));
    composing(false, pair);
    me.binding.compositionEnded();
    await expect.poll(() => linesOf(me.text).length).toBe(4);
    pair.meet();
    expect(pair.text).toEqual(["First one.", "The very quick bro日本wn ", "fox.", "Last one."]);
    expectWhole(pair);
    expect(me.view.state.selection.$head.nodeBefore?.text).toMatch(/日本$/u);
  });

  test("the paragraph that is composed in is deleted by another: what is composed stays", () => {
    const pair = new Pair();
    const { me, other } = pair;
    putCaret(me, find(me, "brown") + 3);
    composing(true, pair);
    const { pos, node } = placeOfBlock(other, "p2");
    other.view.dispatch(other.view.state.tr.delete(pos, pos + node.nodeSize));
    pair.meet();
    expect(linesOf(me.text)[1]).toBe("The quick brown fox.");
    type(me, "日本");
    composing(false, pair);
    type(me, "語");
    pair.meet();
    expect(pair.text.join("|")).toMatch(/日本/u);
    expect(pair.text.join("|")).toMatch(/語/u);
    expectWhole(pair);
  });
});

describe("an editor that throws", () => {
  test("while drawing stops writing, and says so", () => {
    const pair = new Pair();
    const { me, other } = pair;
    const told: unknown[] = [];
    me.binding.onFailure(({ error }) => told.push(error));
    const broken = new Error("can't draw");
    const view = me.view as unknown as { views: { update?: () => void }[] };
    view.views.unshift({
      update() {
        throw broken;
      },
    });
    expect(() => type(me, "lost?")).toThrow(broken);
    expect(told).toEqual([broken]);
    expect(me.binding.failed).toEqual({ error: broken });
    view.views.shift();
    // Acts of the broken editor then reach nobody, and it shows nothing new.
    me.view.dispatch(me.view.state.tr.delete(0, me.text.content.size));
    type(other, "Theirs. ");
    pair.meet();
    expect(linesOf(other.text)).toEqual([
      "Theirs. First one.",
      "The quick brown fox.",
      "Last one.",
    ]);
    me.binding.undo.undo();
    expect(linesOf(other.text)[0]).toBe("Theirs. First one.");
  });

  test("while writing writes what is missing once more, and stops only if that fails, too", () => {
    const pair = new Pair();
    const { me, other } = pair;
    const writing = vi.spyOn(FlowWriter.prototype, "changeFlow");
    const broken = new Error("can't write");
    writing.mockImplementationOnce(function (this: FlowWriter) {
      throw broken;
    });
    me.view.dispatch(me.view.state.tr.split(find(me, "quick")));
    pair.meet();
    expect(pair.text).toEqual(["First one.", "The ", "quick brown fox.", "Last one."]);
    expectWhole(pair);
    writing.mockImplementation(() => {
      throw broken;
    });
    me.view.dispatch(me.view.state.tr.split(find(me, "fox")));
    writing.mockRestore();
    expect(me.binding.failed).toEqual({ error: broken });
    pair.meet();
    expect(linesOf(other.text)).toEqual(["First one.", "The ", "quick brown fox.", "Last one."]);
  });

  test("a document that is set as a whole is written as what differs", () => {
    const pair = new Pair();
    const { me } = pair;
    const { nodes } = schema;
    const content = [...me.text.children, nodes.block!.create({ id: "p4" }, schema.text("Added."))];
    me.view.dispatch(me.view.state.tr.replaceWith(0, me.text.content.size, content));
    pair.meet();
    expect(pair.text.at(-1)).toBe("Added.");
    expectWhole(pair);
  });
});
