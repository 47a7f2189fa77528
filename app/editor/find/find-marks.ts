import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { type Match, matchAt, matchesBetween, type Query } from "./find-query.ts";
import { watchVisibleRange } from "./visible-range.ts";

/** The search and its decorations. */
interface FindState {
  readonly query: Query | null;
  /** The visible range, with half a window above and below it. */
  readonly visible: Match;
  /** Where the search began: the first match is the first one from here on. */
  readonly anchor: number;
  /** Decorations of the visible matches and the selected one. */
  readonly drawn: DecorationSet;
}

/** The meta of transactions that control the search. */
interface SearchMeta {
  readonly query?: Query | null;
  readonly visible?: Match;
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
        visible: { from: 0, to: Math.min(doc.content.size, INITIAL_RANGE) },
        anchor: selection.from,
        drawn: DecorationSet.empty,
      }),
      apply(transaction, before, _oldState, { doc, selection }) {
        const meta = (transaction.getMeta(findKey) as SearchMeta | undefined) ?? null;
        if (!meta && !transaction.docChanged && !transaction.selectionSet) return before;
        const query = meta?.query === undefined ? before.query : meta.query;
        const anchor = anchorAfter(transaction, meta, before.anchor);
        const visible = meta?.visible ?? visibleAfter(transaction, before.visible);
        if (!query || query.isEmpty) return { query, visible, anchor, drawn: DecorationSet.empty };
        return { query, visible, anchor, drawn: marksOf(doc, query, visible, selection) };
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.drawn },
    view: (view) =>
      watchVisibleRange(view, {
        isWatching: () => findKey.getState(view.state)?.query?.isEmpty === false,
        covered: () => findKey.getState(view.state)?.visible ?? { from: 0, to: 0 },
        show: (visible) => view.dispatch(withSearch(view.state.tr, { visible })),
      }),
  });
}

/** About three windows of text, until the visible range is known. */
const INITIAL_RANGE = 10_000;

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
export function withSearch(transaction: Transaction, meta: SearchMeta): Transaction {
  return transaction.setMeta(findKey, meta);
}

function anchorAfter(
  { selectionSet, selection, mapping }: Transaction,
  meta: SearchMeta | null,
  anchor: number,
): number {
  return selectionSet && !meta?.keepsAnchor ? selection.from : mapping.map(anchor);
}

function visibleAfter({ docChanged, mapping }: Transaction, visible: Match): Match {
  return docChanged
    ? { from: mapping.map(visible.from, -1), to: mapping.map(visible.to, 1) }
    : visible;
}

function marksOf(doc: Node, query: Query, visible: Match, selected: Match): DecorationSet {
  const active = matchAt(doc, query, selected);
  const marks = matchesBetween(doc, query, visible, MARKS_AT_ONCE)
    .filter(({ from }) => from !== active?.from)
    .map(({ from, to }) => Decoration.inline(from, to, { class: "find-match" }));
  if (active) {
    marks.push(Decoration.inline(active.from, active.to, { class: "find-match-active" }));
  }
  return DecorationSet.create(doc, marks);
}
