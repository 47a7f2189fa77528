import type { Editor } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import type { Mappable } from "@tiptap/pm/transform";
import { DecorationSet } from "@tiptap/pm/view";
import { readBrowserCaret } from "#app/editor/behaviour/browser-caret.ts";
import type { Match } from "./find-query.ts";
import { watchVisibleRange } from "./visible-range.ts";

const nearKey = new PluginKey<Match>("nearScreen");

/** About three windows of text, until the visible range is known. */
const INITIAL_RANGE = 10_000;

/** Adds to an editor what `nearScreen` reads; again for one that has it does nothing. */
export function watchNearScreen(editor: Editor): void {
  if (nearKey.get(editor.state)) return;
  readBrowserCaret(editor.view);
  editor.registerPlugin(visiblePart());
}

/**
 * Of decorations all over a text, those in the part on the screen and half a window around it. Each
 * decoration is an element or more, and each element is read again by the browser with every key: to
 * tell input methods the text, and to lay it out (M17).
 */
export function nearScreen(state: EditorState, all: DecorationSet | undefined): DecorationSet {
  if (!all) return DecorationSet.empty;
  const visible = nearKey.getState(state);
  if (!visible) return all;
  const known = nearSets.get(all);
  if (known?.from === visible.from && known.to === visible.to) return known.set;
  const set = DecorationSet.create(state.doc, all.find(visible.from, visible.to));
  nearSets.set(all, { ...visible, set });
  return set;
}

/**
 * Maps decorations through an edit, with what is near the screen of them: with each key, of hundreds
 * the dozen that are drawn need not be looked for again.
 */
export function mapped(
  all: DecorationSet,
  { mapping, doc }: Transaction,
  options?: Parameters<DecorationSet["map"]>[2],
): DecorationSet {
  const moved = all.map(mapping, doc, options);
  const near = nearSets.get(all);
  if (near && moved !== all)
    nearSets.set(moved, { ...rangeAfter(near, mapping), set: near.set.map(mapping, doc) });
  return moved;
}

/** What was last near the screen of a set; a set belongs to one document. */
const nearSets = new WeakMap<DecorationSet, Match & { readonly set: DecorationSet }>();

function rangeAfter({ from, to }: Match, mapping: Mappable): Match {
  return { from: mapping.map(from, -1), to: mapping.map(to, 1) };
}

/** Which part of the text is near the screen. */
function visiblePart(): Plugin<Match> {
  return new Plugin<Match>({
    key: nearKey,
    state: {
      init: (_config, { doc }) => ({ from: 0, to: Math.min(doc.content.size, INITIAL_RANGE) }),
      apply(transaction, before) {
        const visible = transaction.getMeta(nearKey) as Match | undefined;
        if (visible) return visible;
        if (!transaction.docChanged) return before;
        return rangeAfter(before, transaction.mapping);
      },
    },
    view: (view) =>
      watchVisibleRange(view, {
        isWatching: () => true,
        covered: () => nearKey.getState(view.state) ?? { from: 0, to: 0 },
        show: (visible) =>
          view.dispatch(view.state.tr.setMeta(nearKey, visible).setMeta("addToHistory", false)),
      }),
  });
}
