import type { Editor } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import {
  type Match,
  matchAt,
  matchesBetween,
  nextMatch,
  previousMatch,
  Query,
  type Search,
} from "./find-query.ts";
import { anchorIn, findMarks, hasFindMarks, queryIn, tell } from "./find-marks.ts";

/**
 * Looks for words from where the caret was on: selects the first place that matches, and marks what is
 * in sight. Empty words mark nothing.
 */
export function look(editor: Editor, search: Search): void {
  if (!hasFindMarks(editor.state)) editor.registerPlugin(findMarks());
  const { view } = editor;
  const query = new Query(search);
  const transaction = tell(view.state.tr, { query, keepsAnchor: true });
  const first = nextMatch(view.state.doc, query, anchorIn(view.state));
  if (first) select(transaction, first);
  view.dispatch(transaction);
}

export function stopLooking({ state, view }: Editor): void {
  if (queryIn(state)) view.dispatch(tell(state.tr, { query: null }));
}

/** Selects the next match after the selection, from the end on again from the start. */
export function goToNext(view: EditorView): void {
  goTo(view, (state, query) => nextMatch(state.doc, query, state.selection.to));
}

/** The same backwards. */
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

/** Replaces the selected match, if one is, and goes to the next. */
export function replaceOne({ state, dispatch }: EditorView, replacement: string): void {
  const query = queryIn(state);
  if (!query) return;
  const { doc, selection, tr } = state;
  const match = matchAt(doc, query, selection);
  if (match) replace(tr, match, replacement);
  const next = nextMatch(tr.doc, query, match ? match.from + replacement.length : selection.from);
  if (next) select(tr, next);
  if (match || next) dispatch(tr);
}

/** Replaces every match, as one change that one undo takes back. */
export function replaceEvery({ state, dispatch }: EditorView, replacement: string): void {
  const query = queryIn(state);
  if (!query) return;
  const { doc, tr } = state;
  const matches = matchesBetween(doc, query, { from: 0, to: doc.content.size });
  let shift = 0;
  // In order, which is how the binding takes 20,000 changes without sorting them in.
  for (const { from, to } of matches) {
    replace(tr, { from: from + shift, to: to + shift }, replacement);
    shift += replacement.length - (to - from);
  }
  if (tr.docChanged) dispatch(tr);
}

/** The words stand in the marks of what they replace. */
function replace(transaction: Transaction, { from, to }: Match, replacement: string): void {
  const { doc } = transaction;
  const marks = doc.resolve(from).marksAcross(doc.resolve(to));
  const words = replacement === "" ? null : doc.type.schema.text(replacement, marks);
  transaction.step(new ReplaceStep(from, to, new Slice(Fragment.from(words), 0, 0)));
}

function select(transaction: Transaction, { from, to }: Match): Transaction {
  return transaction.setSelection(TextSelection.create(transaction.doc, from, to));
}

/**
 * Brings the selected match into view, clear of what lies over the text; one that is in view stays where
 * it is. The focus is in the panel, so that the browser doesn't.
 * @param clearOf how far down the window something covers the text, in pixels.
 */
export function showMatch(view: EditorView, clearOf: number): void {
  const match = view.dom.querySelector(".find-match-active");
  if (!match) return;
  const { top, bottom } = match.getBoundingClientRect();
  const isInView = top >= clearOf && bottom <= view.dom.ownerDocument.documentElement.clientHeight;
  match.scrollIntoView({ block: isInView ? "nearest" : "center", inline: "nearest" });
}
