import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { describe, expect, test } from "vitest";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import {
  Pair,
  block,
  draftOf,
  find,
  linesOf,
  newId,
  placeOfBlock,
  putCaret,
  STORY,
  type,
} from "./support/pair.ts";

/** As a drag does: one edit. */
function drag(person: FlowEditor, id: string, to: number): void {
  const { node, pos } = placeOfBlock(person, id);
  const { tr } = person.view.state;
  tr.delete(pos, pos + node.nodeSize);
  person.view.dispatch(tr.insert(tr.mapping.map(to), node));
}

function cut(person: FlowEditor, id: string): Node {
  const { node, pos } = placeOfBlock(person, id);
  person.view.dispatch(person.view.state.tr.delete(pos, pos + node.nodeSize));
  return node;
}

function paste(person: FlowEditor, node: Node): void {
  person.view.dispatch(person.view.state.tr.insert(person.text.content.size, node));
}

function writeAt(person: FlowEditor, before: string, words: string): void {
  putCaret(person, find(person, before));
  type(person, words);
}

describe.each([
  [11, 22],
  [22, 11],
] as const)(
  "a paragraph is moved by client %i while client %i writes in it (embarrassment 13)",
  (other, mine) => {
    const pairOf = (blocks: readonly Node[] = STORY) => new Pair(blocks, [mine, other]);

    test("my words and my caret go along when it is dragged", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, " fox", "XY");
      drag(pair.other, "p2", 0);
      pair.meet();
      type(me, "Z");
      pair.meet();
      expect(pair.text).toEqual(["The quick brownXYZ fox.", "First one.", "Last one."]);
    });

    test("my caret goes along where nothing of mine was on its way", () => {
      const pair = pairOf();
      putCaret(pair.me, find(pair.me, " fox"));
      drag(pair.other, "p2", pair.other.text.content.size);
      pair.meet();
      type(pair.me, "Z");
      pair.meet();
      expect(pair.text).toEqual(["First one.", "Last one.", "The quick brownZ fox."]);
    });

    test("what I select in it stays selected", () => {
      const pair = pairOf();
      const { me } = pair;
      const { tr, doc } = me.view.state;
      const from = find(me, "brown");
      me.view.dispatch(tr.setSelection(TextSelection.create(doc, from, from + 5)));
      drag(pair.other, "p2", 0);
      pair.meet();
      const { selection } = me.view.state;
      expect(me.text.textBetween(selection.from, selection.to)).toBe("brown");
    });

    test("what I write between its cut and its paste goes along, and my caret", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, "brown", "very ");
      const node = cut(pair.other, "p2");
      pair.meet();
      expect(pair.text).toEqual(["First one.very ", "Last one."]);
      type(me, "very ");
      pair.meet();
      paste(pair.other, node);
      pair.meet();
      type(me, "dark ");
      pair.meet();
      expect(pair.text).toEqual(["First one.", "Last one.", "The quick very very dark brown fox."]);
    });

    test("words in several places of it, and of the first paragraph, stand each where it was written", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, "First", "A ");
      writeAt(me, "one", "B ");
      putCaret(me, find(me, "one.") + 4);
      type(me, " C");
      drag(pair.other, "p1", pair.other.text.content.size);
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual(["The quick brown fox.", "Last one.", "A First B one. C"]);
    });

    test("bold words and a footnote go along as they are", () => {
      const pair = pairOf();
      const { me } = pair;
      const at = find(me, " fox");
      const { tr } = me.view.state;
      const note = schema.nodes.footnote!.create({ id: newId() }, schema.text("[note]"));
      me.view.dispatch(tr.insert(at, [schema.text("bold", [schema.marks.bold!.create()]), note]));
      drag(pair.other, "p2", 0);
      pair.meet();
      pair.meet();
      expect(pair.text[0]).toBe("The quick brownbold[note] fox.");
      const bold: string[] = [];
      me.text.descendants((node) => {
        if (node.marks.length > 0) bold.push(node.text ?? "");
      });
      expect(bold).toEqual(["bold"]);
      expect(pair.text[1]).toBe("First one.");
    });

    test("undo takes my words out of where they went, and redo puts them there again", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, " fox", "XY");
      me.binding.undo.stopCapturing();
      writeAt(me, "The", "Oh. ");
      me.binding.undo.stopCapturing();
      drag(pair.other, "p2", 0);
      pair.meet();
      pair.meet();
      expect(pair.text[0]).toBe("Oh. The quick brownXY fox.");
      me.binding.undo.undo();
      pair.meet();
      expect(pair.text).toEqual(["The quick brownXY fox.", "First one.", "Last one."]);
      me.binding.undo.undo();
      pair.meet();
      expect(pair.text).toEqual(["The quick brown fox.", "First one.", "Last one."]);
      me.binding.undo.redo();
      me.binding.undo.redo();
      pair.meet();
      expect(pair.text).toEqual(["Oh. The quick brownXY fox.", "First one.", "Last one."]);
    });

    test("words go along with a text that is selected, cut and pasted into another paragraph", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, " fox", "XY");
      const { node, pos } = placeOfBlock(pair.other, "p2");
      const { tr } = pair.other.view.state;
      // As a browser selects a paragraph, and as it is dropped before the words of another.
      tr.delete(pos + 1, pos + node.nodeSize - 1);
      pair.other.view.dispatch(tr.insert(1, node.content));
      pair.meet();
      type(me, "Z");
      pair.meet();
      expect(pair.text).toEqual(["The quick brownXYZ fox.First one.", "", "Last one."]);
    });

    test("words within a sentence go along where the sentence alone is moved", () => {
      const pair = pairOf([
        block("p1", "One sentence stays. Another one goes. The last stays."),
        block("p2", "Here."),
      ]);
      const { me, other } = pair;
      writeAt(me, "goes", "really ");
      const from = find(other, "Another");
      const { tr } = other.view.state;
      const sentence = other.text.slice(from, from + 18).content;
      tr.delete(from, from + 18);
      other.view.dispatch(tr.insert(tr.mapping.map(find(other, "Here.")), sentence));
      pair.meet();
      type(me, "now ");
      pair.meet();
      expect(pair.text).toEqual([
        "One sentence stays. The last stays.",
        "Another one really now goes. Here.",
      ]);
    });

    test("a caret beside a sentence that is moved stays with the rest of the paragraph", () => {
      const pair = pairOf([
        block("p1", "One sentence stays. Another one goes."),
        block("p2", "Here."),
      ]);
      const { me, other } = pair;
      writeAt(me, "Another", "XY ");
      const from = find(other, "Another");
      const { tr } = other.view.state;
      const sentence = other.text.slice(from, from + 17).content;
      tr.delete(from, from + 17);
      other.view.dispatch(tr.insert(tr.mapping.map(find(other, "Here.")), sentence));
      pair.meet();
      type(me, "Z");
      pair.meet();
      expect(pair.text).toEqual(["One sentence stays. XY Z", "Another one goes.Here."]);
    });

    test("a text that stands twice is not taken for the one that was moved", () => {
      const pair = pairOf([block("p1", "A sentence that is said twice."), block("p2", "Here.")]);
      const { me, other } = pair;
      writeAt(me, "said", "XY ");
      const sentence = "A sentence that is said twice.";
      const { tr } = other.view.state;
      tr.delete(1, 1 + sentence.length);
      const to = tr.mapping.map(find(other, "Here."));
      other.view.dispatch(tr.insertText(sentence + sentence, to));
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual(["XY ", `${sentence}${sentence}Here.`]);
    });

    test("a sentence that I write later elsewhere in the paragraph stays there", () => {
      const pair = pairOf([
        block("p1", "The quick brown fox. It ran over the lazy dog. And it slept."),
        block("p2", "Last one."),
      ]);
      const { me, other } = pair;
      putCaret(me, find(me, "over the"));
      const from = find(other, "It ran");
      const sentence = "It ran over the lazy dog. ";
      other.view.dispatch(other.view.state.tr.delete(from, from + sentence.length));
      pair.meet();
      putCaret(me, find(me, "slept.") + 6);
      type(me, " NEW SENTENCE.");
      pair.meet();
      const { view } = other;
      view.dispatch(view.state.tr.insertText(sentence, find(other, "Last one.")));
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual([
        "The quick brown fox. And it slept. NEW SENTENCE.",
        "It ran over the lazy dog. Last one.",
      ]);
    });

    test("words of a text that is deleted don't go to the same words elsewhere, whenever they are looked for", () => {
      const same = "Plaintiffs reserve all rights to amend.";
      const pair = pairOf([block("p1", same), block("p2", "Between."), block("p3", same)]);
      const { me, other } = pair;
      writeAt(me, " to amend", " EXPRESSLY");
      cut(other, "p1");
      const reading = me.view as unknown as { editable: boolean };
      reading.editable = false;
      pair.meet();
      writeAt(other, "Between", "x");
      pair.meet();
      reading.editable = true;
      type(me, "!");
      pair.meet();
      expect(pair.text.at(-1)).toBe(same);
    });

    test("of several paragraphs that are moved at once each takes its words along", () => {
      const pair = pairOf();
      const { me, other } = pair;
      writeAt(me, "one.", "AA ");
      writeAt(me, "fox.", "BB ");
      const { tr } = other.view.state;
      const [first, second] = [placeOfBlock(other, "p1").node, placeOfBlock(other, "p2").node];
      tr.delete(0, first.nodeSize + second.nodeSize);
      other.view.dispatch(tr.insert(tr.doc.content.size, [second, first]));
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual(["Last one.", "The quick brown BB fox.", "First AA one."]);
    });

    test("taking the cut back doubles nothing", () => {
      const pair = pairOf();
      writeAt(pair.me, " fox", "XY");
      cut(pair.other, "p2");
      pair.meet();
      type(pair.me, "Z");
      pair.other.binding.undo.undo();
      pair.meet();
      pair.meet();
      expect(pair.text.join("|").match(/XY/gu)).toHaveLength(1);
      expect(pair.text.join("|").match(/Z/gu)).toHaveLength(1);
      expect(pair.text).toContain("First one.");
    });

    test("a caret that has gone elsewhere since stays there", () => {
      const pair = pairOf();
      const { me } = pair;
      writeAt(me, " fox", "XY");
      const node = cut(pair.other, "p2");
      pair.meet();
      writeAt(me, "one.", "elsewhere ");
      pair.meet();
      paste(pair.other, node);
      pair.meet();
      type(me, "here ");
      pair.meet();
      expect(pair.text[0]).toBe("First elsewhere here one.");
      expect(pair.text[2]).toBe("The quick brownXY fox.");
    });

    test("a place in it that is not sure any more leaves the words where they are", () => {
      const pair = pairOf();
      writeAt(pair.me, " fox", "XY");
      cut(pair.other, "p2");
      paste(pair.other, block("p2", "Something else altogether."));
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual(["First one.XY", "Last one.", "Something else altogether."]);
    });

    test("words that its mover changed in it on the way stay changed beside mine", () => {
      const pair = pairOf();
      writeAt(pair.me, "fox.", "XY ");
      drag(pair.other, "p2", 0);
      writeAt(pair.other, "quick", "very ");
      pair.meet();
      pair.meet();
      expect(pair.text).toEqual(["The very quick brown XY fox.", "First one.", "Last one."]);
    });
  },
);

/** Me and two others; `meet` brings to each what the others did, until all have all. */
function three() {
  const draft = draftOf(...STORY);
  const [me, second, third] = [33, 11, 22].map((client) => new FlowEditor(client, draft, newId));
  if (!me || !second || !third) throw new Error("three people");
  const all = [me, second, third];
  const meet = () => {
    for (let n = 0; n < 3; n += 1) {
      for (const { doc: from } of all) {
        for (const { doc } of all) {
          if (from !== doc)
            Y.applyUpdate(doc, Y.encodeStateAsUpdate(from, Y.encodeStateVector(doc)), "net");
        }
      }
    }
    const [screen = [], ...others] = all.map(({ text }) => linesOf(text));
    for (const other of others) expect(other).toEqual(screen);
    return screen;
  };
  return { me, second, third, meet };
}

test("of three people the two who write in what the third moves keep their words, each once (embarrassment 13)", () => {
  const { me, second, third, meet } = three();
  writeAt(me, "quick", "AA ");
  writeAt(second, "fox", "BB ");
  drag(third, "p2", 0);
  expect(meet()).toEqual(["The AA quick brown BB fox.", "First one.", "Last one."]);
});

test("of two who move it at once neither gets my words twice (embarrassment 13)", () => {
  const { me, second, third, meet } = three();
  writeAt(me, "quick", "AA ");
  drag(second, "p2", 0);
  drag(third, "p2", third.text.content.size);
  const screen = meet();
  expect(screen.join("|").match(/AA/gu)).toHaveLength(1);
  expect(screen).toContain("First one.");
});
