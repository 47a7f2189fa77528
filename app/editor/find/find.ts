import type { Editor } from "#app/editor/editor.ts";
import { Fragment, Slice } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { type Match, matchAt, nextMatch, previousMatch, Query, type Search } from "./find-query.ts";
import { anchorIn, findMarks, hasFindMarks, queryIn, withSearch } from "./find-marks.ts";

/**
 * Searches from the caret on: selects the first match, and highlights the visible ones. An empty
 * text clears them.
 */
export function startSearch(editor: Editor, search: Search): void {
  if (!hasFindMarks(editor.state)) editor.registerPlugin(findMarks());
  const { view } = editor;
  const query = new Query(search);
  const transaction = withSearch(view.state.tr, { query, keepsAnchor: true });
  const first = nextMatch(view.state.doc, query, anchorIn(view.state));
  if (first) select(transaction, first);
  view.dispatch(transaction);
}

export function stopLooking({ state, view }: Editor): void {
  if (queryIn(state)) view.dispatch(withSearch(state.tr, { query: null }));
}

/** Selects the next match after the selection, wrapping around at the end. */
export function goToNext(view: EditorView): void {
  goTo(view, (state, query) => nextMatch(state.doc, query, state.selection.to));
}

/** Selects the previous match, wrapping around. */
export function goToPrevious(view: EditorView): void {
  goTo(view, (state, query) => previousMatch(state.doc, query, state.selection.from));
}

function goTo(
  { state, dispatch }: EditorView,
  find: (state: EditorState, query: Query) => Match | null,
): void {
  const query = queryIn(state);
  const match = query ? find(state, query) : null;
  if (match) dispatch(select(state.tr, match));
}

/** Replaces the selected match, if there is one, and goes to the next. */
export function replaceOne({ state, dispatch }: EditorView, replacement: string): void {
  const query = queryIn(state);
  if (!query) return;
  const { doc, selection, tr } = state;
  const match = matchAt(doc, query, selection);
  if (match) replaceMatch(tr, match, replacement);
  const next = nextMatch(tr.doc, query, match ? match.from + replacement.length : selection.from);
  if (next) select(tr, next);
  if (match || next) dispatch(tr);
}

/** Replaces a match; the replacement gets its marks. */
export function replaceMatch(
  transaction: Transaction,
  { from, to }: Match,
  replacement: string,
): void {
  const { doc } = transaction;
  const marks = doc.resolve(from).marksAcross(doc.resolve(to));
  const words = replacement === "" ? null : doc.type.schema.text(replacement, marks);
  transaction.step(new ReplaceStep(from, to, new Slice(Fragment.from(words), 0, 0)));
}

function select(transaction: Transaction, { from, to }: Match): Transaction {
  return transaction.setSelection(TextSelection.create(transaction.doc, from, to));
}

/**
 * Scrolls the selected match into view, clear of the bars over the text; a visible one stays in
 * place. The focus is in the panel, so the browser doesn't scroll.
 * @param clearOf the height in pixels that is covered at the top of the window.
 */
export function showMatch(view: EditorView, clearOf: number): void {
  const match = view.dom.querySelector(".find-match-active");
  if (!match) return;
  const { top, bottom } = match.getBoundingClientRect();
  const isInView = top >= clearOf && bottom <= view.dom.ownerDocument.documentElement.clientHeight;
  match.scrollIntoView({ block: isInView ? "nearest" : "center", inline: "nearest" });
}
