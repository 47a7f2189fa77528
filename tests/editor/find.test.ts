import { describe, expect, test } from "vitest";
import { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { DecorationSet, type EditorView } from "@tiptap/pm/view";
import { goToNext, goToPrevious, replaceOne } from "#app/editor/find/find.ts";
import type { SlicedEditor } from "#app/editor/commands/edit-in-slices.ts";
import { replaceEvery } from "#app/editor/find/replace-every.ts";
import { anchorIn, findMarks, withSearch } from "#app/editor/find/find-marks.ts";
import {
  countMatches,
  matchesBetween,
  nextMatch,
  Query,
  type Search,
} from "#app/editor/find/find-query.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { block, body, cell, doc, hardBreak, table, text } from "#tests/document/build.ts";
import { blocksOf } from "./test-editor.ts";

const prose = doc(
  block("numbered", 1, "n", "ICE wrote; ", text("ice", "bold"), " melts, Ice."),
  body("b", "ıce and ", text("IC"), text("E", "italic"), hardBreak, "office of justice"),
  table([cell(body("c", "ICE in a cell")), cell(body("d", "fee: $5.00 (net)"))]),
);

/** An editor without a page, in which somebody looks for words. */
function looking(search: Search) {
  const doc = Node.fromJSON(legalSchema(), prose);
  const query = new Query(search);
  const plugin = findMarks();
  const state = EditorState.create({ doc, plugins: [plugin] });
  const view = {
    state: state.apply(withSearch(state.tr, { query })),
    dispatch(transaction: EditorState["tr"]) {
      view.state = view.state.apply(transaction);
    },
  };
  return { view: view as unknown as EditorView, query, plugin };
}

/** Of an editor, what replacing everything needs; nobody else writes. */
const editorOf = (view: EditorView) =>
  ({ view, on: () => {}, off: () => {} }) as unknown as SlicedEditor;

function found(search: Search): string[] {
  const { view, query } = looking(search);
  const { doc } = view.state;
  const matches = matchesBetween(doc, query, { from: 0, to: doc.content.size });
  return matches.map(({ from, to }) => doc.textBetween(from, to));
}

const selected = ({ state: { doc, selection } }: EditorView) =>
  doc.textBetween(selection.from, selection.to);
const words = ({ state }: EditorView) =>
  blocksOf(state.doc.toJSON() as ProseJSON).map((block) => blockText(block));

/** The matches in one line of text, as they stand in it. */
function foundIn(line: string, search: Search): string[] {
  const { doc: parent } = EditorState.create({
    doc: Node.fromJSON(legalSchema(), doc(body("a", line))),
  });
  const query = new Query(search);
  const matches = matchesBetween(parent, query, { from: 0, to: parent.content.size });
  return matches.map(({ from, to }) => parent.textBetween(from, to));
}

describe("find, in what PDFs and other languages bring", () => {
  test.each([
    ["co\u00adop and coop", "coop", ["co\u00adop", "coop"]],
    ["co\u200bop\u00ad", "coop", ["co\u200bop"]],
    ["a café, a cafe\u0301, a cafe", "cafe", ["café", "cafe\u0301", "cafe"]],
    ["a café, a cafe\u0301, a cafe", "café", ["café", "cafe\u0301"]],
    ["a café, a cafe\u0301, a cafe", "cafe\u0301", ["café", "cafe\u0301"]],
    ["MUÑOZ, Muñoz and Munoz", "munoz", ["MUÑOZ", "Muñoz", "Munoz"]],
    ["İce", "ice", ["İce"]],
    ["각하 가", "가", ["가"]],
    [
      "👩\u200d⚖\ufe0f é 👩\u200d⚖\ufe0f",
      "👩\u200d⚖\ufe0f",
      ["👩\u200d⚖\ufe0f", "👩\u200d⚖\ufe0f"],
    ],
  ])("%j has %j", (line, words, matches) => {
    expect(foundIn(line, { words })).toEqual(matches);
  });

  test.each([
    ["O’Brien, O'Brien", "O'Brien", ["O’Brien", "O'Brien"]],
    ["O'Brien said “yes”", 'O’Brien said "yes"', ["O'Brien said “yes”"]],
    ["21\u2011cv\u201102168", "21-cv", ["21\u2011cv"]],
    ["5 U.S.C. §\u00a0552", "§ 552", ["§\u00a0552"]],
    ["cafe\u0301’s", "cafe's", ["cafe\u0301’s"]],
    // Whoever looks for signs alone means these.
    ["2019–2021 and 21-cv", "–", ["–"]],
    ["’tis 'tis", "’", ["’"]],
    ["a “b”", "“", ["“"]],
  ])("[Q3] %j has %j, whichever signs were typed", (line, words, matches) => {
    expect(foundIn(line, { words })).toEqual(matches);
  });

  test("whole words end where their accents do", () => {
    const line = "café cafés re\u0301sume\u0301";
    expect(foundIn(line, { words: "cafe", wholeWords: true })).toEqual(["café"]);
    expect(foundIn(line, { words: "resum", wholeWords: true })).toEqual([]);
    expect(foundIn(line, { words: "resume", wholeWords: true })).toEqual(["re\u0301sume\u0301"]);
  });
});

describe("find", () => {
  test("sees all blocks and cells, over changes of marks, whatever the case", () => {
    expect(found({ words: "ice" })).toEqual(["ICE", "ice", "Ice", "ICE", "ice", "ice", "ICE"]);
    expect(found({ words: "ICE", matchCase: true })).toEqual(["ICE", "ICE", "ICE"]);
    expect(found({ words: "ICE", wholeWords: true })).toEqual(["ICE", "ice", "Ice", "ICE", "ICE"]);
  });

  test("takes signs as they are", () => {
    expect(found({ words: "$5.00 (net)" })).toEqual(["$5.00 (net)"]);
    expect(found({ words: "." })).toEqual([".", "."]);
    expect(found({ words: "(" })).toEqual(["("]);
    expect(found({ words: String.raw`\n` })).toEqual([]);
    expect(found({ words: "" })).toEqual([]);
  });

  test("takes a number for a word, and what begins or ends with a sign", () => {
    expect(found({ words: "0", wholeWords: true })).toEqual([]);
    expect(found({ words: "5", wholeWords: true })).toEqual(["5"]);
    expect(found({ words: "(net)", wholeWords: true })).toEqual(["(net)"]);
    expect(found({ words: "$5", wholeWords: true })).toEqual(["$5"]);
  });

  test("goes from match to match and round", () => {
    const { view } = looking({ words: "ICE", matchCase: true });
    goToNext(view);
    const first = view.state.selection.from;
    expect(selected(view)).toBe("ICE");
    for (let time = 0; time < 3; time += 1) goToNext(view);
    expect(view.state.selection.from).toBe(first);
    goToPrevious(view);
    expect(view.state.selection.from).toBeGreaterThan(first);
    goToNext(view);
    expect(view.state.selection.from).toBe(first);
  });

  test("goes backwards through the same places as forwards", () => {
    const { view } = looking({ words: "ice" });
    const places = (go: (view: EditorView) => void) =>
      Array.from({ length: 7 }, () => {
        go(view);
        return view.state.selection.from;
      });
    const forwards = places(goToNext);
    expect(new Set(forwards).size).toBe(7);
    goToNext(view);
    expect(places(goToPrevious)).toEqual(forwards.toReversed());
  });

  test("begins where the caret was, however many letters of the words are typed", () => {
    const { view } = looking({ words: "o" });
    const { doc, tr } = view.state;
    const start = matchesBetween(doc, new Query({ words: "melts" }), { from: 0, to: 99 })[0]!;
    view.dispatch(tr.setSelection(TextSelection.create(doc, start.from)));
    for (const words of ["i", "ic", "ice"]) {
      const query = new Query({ words });
      const first = nextMatch(doc, query, anchorIn(view.state))!;
      const to = TextSelection.create(doc, first.from, first.to);
      view.dispatch(withSearch(view.state.tr, { query, keepsAnchor: true }).setSelection(to));
    }
    expect(selected(view)).toBe("Ice");
    goToNext(view);
    expect(anchorIn(view.state)).toBe(view.state.selection.from);
  });

  test("counts in slices, and after an edit looks through what was edited alone", () => {
    const search = { words: "ice", wholeWords: true };
    const { view } = looking(search);
    const query = new Query(search);
    const count = (lines: number) => {
      let left = lines;
      return countMatches(view.state.doc, query, view.state.selection, () => (left -= 1) < 0);
    };
    expect(count(2)).toBeNull();
    expect(count(1)).toBeNull();
    expect(count(1)).toEqual({ count: 5, at: 0 });
    expect(count(0)).toEqual({ count: 5, at: 0 });
    view.dispatch(view.state.tr.insertText("ice ", 1));
    expect(count(0)).toBeNull();
    expect(count(1)).toEqual({ count: 6, at: 0 });
    for (let time = 0; time < 4; time += 1) goToNext(view);
    expect(count(0)).toEqual({ count: 6, at: 5 });
  });

  test("marks what is in sight, and the selected place wherever it is", () => {
    const { view, plugin } = looking({ words: "ice" });
    const { doc } = view.state;
    const marked = () => {
      const drawn = plugin.props.decorations?.call(plugin, view.state);
      const marks = drawn instanceof DecorationSet ? drawn.find() : [];
      return marks.map(({ from, to }) => doc.textBetween(from, to));
    };
    view.dispatch(withSearch(view.state.tr, { visible: { from: 0, to: doc.child(0).nodeSize } }));
    expect(marked()).toEqual(["ICE", "ice", "Ice"]);
    goToPrevious(view);
    expect(marked()).toEqual(["ICE", "ice", "Ice", "ICE"]);
    view.dispatch(withSearch(view.state.tr, { query: null }));
    expect(marked()).toEqual([]);
  });
});

describe("replace", () => {
  test("changes the match that is selected, keeps its marks and goes to the next", () => {
    const { view } = looking({ words: "ice", matchCase: true, wholeWords: true });
    goToNext(view);
    replaceOne(view, "snow");
    expect(words(view)[0]).toBe("ICE wrote; snow melts, Ice.");
    const marks = view.state.doc
      .child(0)
      .child(1)
      .marks.map((mark) => mark.type.name);
    expect(marks).toEqual(["bold"]);
  });

  test("goes to the first match where none is selected, and goes on behind what it put in", () => {
    const { view } = looking({ words: "ICE", matchCase: true });
    replaceOne(view, "ICE ICE");
    expect(words(view)[0]).toBe("ICE wrote; ice melts, Ice.");
    replaceOne(view, "ICE ICE");
    expect(words(view)[0]).toBe("ICE ICE wrote; ice melts, Ice.");
    expect(selected(view)).toBe("ICE");
    replaceOne(view, "it");
    expect(words(view).slice(0, 2)).toEqual([
      "ICE ICE wrote; ice melts, Ice.",
      "ıce and it\noffice of justice",
    ]);
  });

  test("of all changes every match and leaves ids and kinds alone", () => {
    const { view } = looking({ words: "ICE", matchCase: true });
    replaceEvery(editorOf(view), "the agency");
    expect(words(view)).toEqual([
      "the agency wrote; ice melts, Ice.",
      "ıce and the agency\noffice of justice",
      "the agency in a cell",
      "fee: $5.00 (net)",
    ]);
    expect(view.state.doc.child(0).attrs).toMatchObject({ id: "n", kind: "numbered" });
  });

  test("takes signs as they are", () => {
    const dollars = looking({ words: "net" }).view;
    replaceEvery(editorOf(dollars), "$25 & $& $1 $$");
    expect(words(dollars)[3]).toBe("fee: $5.00 ($25 & $& $1 $$)");
    const nothing = looking({ words: " (net)" }).view;
    replaceEvery(editorOf(nothing), "");
    expect(words(nothing)[3]).toBe("fee: $5.00");
  });
});
