import { describe, expect, test } from "vitest";
import { Node } from "@tiptap/pm/model";
import { EditorState, type Command } from "@tiptap/pm/state";
import {
  findNext,
  findPrev,
  getMatchHighlights,
  replaceAll,
  replaceNext,
  search,
  setSearchState,
} from "prosemirror-search";
import { findQuery, type Search } from "#app/editor/find/find-query.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { block, body, cell, doc, hardBreak, table, text } from "#tests/document/build.ts";
import { blocksOf } from "./hands.ts";

const prose = doc(
  block("numbered", 1, "n", "ICE wrote; ", text("ice", "bold"), " melts, Ice."),
  body("b", "İce and ", text("IC"), text("E", "italic"), hardBreak, "office of justice"),
  table([cell(body("c", "ICE in a cell")), cell(body("d", "fee: $5.00 (net)"))]),
);

function looking(query: Search): EditorState {
  const state = EditorState.create({
    doc: Node.fromJSON(legalSchema(), prose),
    plugins: [search()],
  });
  return state.apply(setSearchState(state.tr, findQuery(query)));
}

function run(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (transaction) => {
    next = state.apply(transaction);
  });
  return next;
}

const found = (state: EditorState) =>
  getMatchHighlights(state)
    .find()
    .map(({ from, to }) => state.doc.textBetween(from, to));
const selected = (state: EditorState) =>
  state.doc.textBetween(state.selection.from, state.selection.to);
const words = (state: EditorState) =>
  blocksOf(state.doc.toJSON() as ProseJSON).map((block) => blockText(block));

describe("find", () => {
  test("sees all blocks and cells, over changes of marks, whatever the case", () => {
    expect(found(looking({ words: "ice" }))).toEqual([
      "ICE",
      "ice",
      "Ice",
      "ICE",
      "ice",
      "ice",
      "ICE",
    ]);
    expect(found(looking({ words: "ICE", matchCase: true }))).toEqual(["ICE", "ICE", "ICE"]);
    expect(found(looking({ words: "ICE", wholeWords: true }))).toEqual([
      "ICE",
      "ice",
      "Ice",
      "ICE",
      "ICE",
    ]);
  });

  test("takes signs as they are", () => {
    expect(found(looking({ words: "$5.00 (net)" }))).toEqual(["$5.00 (net)"]);
    expect(found(looking({ words: "." }))).toEqual([".", "."]);
    expect(found(looking({ words: "(" }))).toEqual(["("]);
    expect(found(looking({ words: String.raw`\n` }))).toEqual([]);
    expect(found(looking({ words: "" }))).toEqual([]);
  });

  test("goes from match to match and round", () => {
    let state = run(looking({ words: "ICE", matchCase: true }), findNext);
    const first = state.selection.from;
    expect(selected(state)).toBe("ICE");
    state = run(run(run(state, findNext), findNext), findNext);
    expect(state.selection.from).toBe(first);
    expect(run(run(state, findPrev), findNext).selection.from).toBe(first);
  });
});

describe("replace", () => {
  test("changes the match that is selected and keeps its marks", () => {
    let state = looking({ words: "ice", matchCase: true, wholeWords: true, replacement: "snow" });
    state = run(run(state, findNext), replaceNext);
    expect(words(state)[0]).toBe("ICE wrote; snow melts, Ice.");
    expect(
      state.doc
        .child(0)
        .child(1)
        .marks.map((mark) => mark.type.name),
    ).toEqual(["bold"]);
  });

  test("of all changes every match and leaves ids and kinds alone", () => {
    const state = run(
      looking({ words: "ICE", matchCase: true, replacement: "the agency" }),
      replaceAll,
    );
    expect(words(state)).toEqual([
      "the agency wrote; ice melts, Ice.",
      "İce and the agency\noffice of justice",
      "the agency in a cell",
      "fee: $5.00 (net)",
    ]);
    expect(state.doc.child(0).attrs).toMatchObject({ id: "n", kind: "numbered" });
  });

  test("takes signs as they are", () => {
    const dollars = run(looking({ words: "net", replacement: "$25 & $& $1 $$" }), replaceAll);
    expect(words(dollars)[3]).toBe("fee: $5.00 ($25 & $& $1 $$)");
    const nothing = run(looking({ words: " (net)" }), replaceAll);
    expect(words(nothing)[3]).toBe("fee: $5.00");
  });
});
