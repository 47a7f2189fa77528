import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { type Match, matchAt, matchesBetween, type Query } from "./find-query.ts";
import { watchSight } from "./sight.ts";

/** The search and its decorations. */
interface FindState {
  readonly query: Query | null;
  /** The visible range, with half a window above and below it. */
  readonly sight: Match;
  /** Where the search began: the first match is the first one from here on. */
  readonly anchor: number;
  /** Decorations of the visible matches and the selected one. */
  readonly drawn: DecorationSet;
}

/** The meta of transactions that control the search. */
interface Told {
  readonly query?: Query | null;
  readonly sight?: Match;
  /** Whether to keep the anchor although the selection moves. */
  readonly keepsAnchor?: boolean;
}

const findKey = new PluginKey<FindState>("find");

/**
 * The most matches decorated at once. The visible range holds some 500 occurrences of the most
 * frequent letter, 1,000 on a large screen; each decoration is an element, and 20,000 of them cost
 * a quarter of a second a key.
 */
const MARKS_AT_ONCE = 2_000;

/** Highlights visible matches, and nothing while there is no search. */
export function findMarks(): Plugin<FindState> {
  return new Plugin<FindState>({
    key: findKey,
    state: {
      init: (_config, { doc, selection }) => ({
        query: null,
        sight: { from: 0, to: Math.min(doc.content.size, FIRST_SIGHT) },
        anchor: selection.from,
        drawn: DecorationSet.empty,
      }),
      apply(transaction, before, _oldState, { doc, selection }) {
        const told = (transaction.getMeta(findKey) as Told | undefined) ?? null;
        if (!told && !transaction.docChanged && !transaction.selectionSet) return before;
        const query = told?.query === undefined ? before.query : told.query;
        const anchor = anchorAfter(transaction, told, before.anchor);
        const sight = told?.sight ?? sightAfter(transaction, before.sight);
        if (!query || query.isEmpty) return { query, sight, anchor, drawn: DecorationSet.empty };
        return { query, sight, anchor, drawn: marksOf(doc, query, sight, selection) };
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.drawn },
    view: (view) =>
      watchSight(view, {
        isWatching: () => findKey.getState(view.state)?.query?.isEmpty === false,
        covered: () => findKey.getState(view.state)?.sight ?? { from: 0, to: 0 },
        show: (sight) => view.dispatch(tell(view.state.tr, { sight })),
      }),
  });
}

/** About three windows of text, until the visible range is known. */
const FIRST_SIGHT = 10_000;

/** The search of an editor; null where there was none yet. */
export function queryIn(state: EditorState): Query | null {
  return findKey.getState(state)?.query ?? null;
}

/** Where the search began. */
export function anchorIn(state: EditorState): number {
  return findKey.getState(state)?.anchor ?? state.selection.from;
}

/** Whether the editor has the plugin already. */
export function hasFindMarks(state: EditorState): boolean {
  return findKey.get(state) !== undefined;
}

/** Sets the search with this transaction. */
export function tell(transaction: Transaction, told: Told): Transaction {
  return transaction.setMeta(findKey, told);
}

function anchorAfter(
  { selectionSet, selection, mapping }: Transaction,
  told: Told | null,
  anchor: number,
): number {
  return selectionSet && !told?.keepsAnchor ? selection.from : mapping.map(anchor);
}

function sightAfter({ docChanged, mapping }: Transaction, sight: Match): Match {
  return docChanged ? { from: mapping.map(sight.from, -1), to: mapping.map(sight.to, 1) } : sight;
}

function marksOf(doc: Node, query: Query, sight: Match, selected: Match): DecorationSet {
  const active = matchAt(doc, query, selected);
  const marks = matchesBetween(doc, query, sight, MARKS_AT_ONCE)
    .filter(({ from }) => from !== active?.from)
    .map(({ from, to }) => Decoration.inline(from, to, { class: "find-match" }));
  if (active) {
    marks.push(Decoration.inline(active.from, active.to, { class: "find-match-active" }));
  }
  return DecorationSet.create(doc, marks);
}
