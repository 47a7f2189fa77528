import type { Editor } from "@tiptap/core";
import type { EditorState, Command } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import {
  findNext,
  findPrev,
  getMatchHighlights,
  getSearchState,
  replaceAll,
  replaceNext,
  search as searchPlugin,
  SearchQuery,
  setSearchState,
} from "prosemirror-search";

/** What is looked for, as the panel asks it. */
export interface Search {
  readonly words: string;
  readonly replacement: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** How many places match, and which of them is selected (from 1; 0: none of them). */
export interface Matches {
  readonly count: number;
  readonly at: number;
}

export const NO_MATCHES: Matches = { count: 0, at: 0 };

/**
 * Marks every place that matches, from the first search of a visit on. Empty words mark nothing.
 */
export function look(editor: Editor, search: Search): void {
  if (!getSearchState(editor.state)) editor.registerPlugin(searchPlugin());
  const { view } = editor;
  const query = new SearchQuery({
    search: search.words,
    replace: search.replacement,
    caseSensitive: search.matchCase,
    wholeWord: search.wholeWords,
    // What a lawyer types is what is meant: no `\n`, no patterns.
    literal: true,
  });
  view.dispatch(setSearchState(view.state.tr, query));
}

export function stopLooking(editor: Editor): void {
  look(editor, { words: "", replacement: "", matchCase: false, wholeWords: false });
}

export function matchesIn(state: EditorState): Matches {
  const found = getMatchHighlights(state).find();
  const { from, to } = state.selection;
  const index = found.findIndex((match) => match.from === from && match.to === to);
  return { count: found.length, at: index + 1 };
}

/** Selects the next match after the selection, from the end on again from the start; shows it. */
export const goToNext = (view: EditorView): void => run(view, findNext);
/** The same backwards. */
export const goToPrevious = (view: EditorView): void => run(view, findPrev);
/** Replaces the selected match, if one is, and goes to the next. */
export const replaceOne = (view: EditorView): void => run(view, replaceNext);
/** Replaces every match, as one change that one undo takes back. */
export const replaceEvery = (view: EditorView): void => run(view, replaceAll);

function run(view: EditorView, command: Command): void {
  command(view.state, view.dispatch, view);
  // The focus is in the panel, so the browser does not bring the selection into view by itself.
  requestAnimationFrame(() => {
    const match = view.dom.querySelector(".ProseMirror-active-search-match");
    match?.scrollIntoView({ block: "center" });
  });
}
