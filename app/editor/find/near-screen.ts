import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { type Mappable, Mapping, type StepMap } from "@tiptap/pm/transform";
import { type Decoration, DecorationSet } from "@tiptap/pm/view";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
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

type OnRemove = NonNullable<Parameters<DecorationSet["map"]>[2]>["onRemove"];

/**
 * Decorations all over a text. Edits are remembered, and the decorations mapped through them when
 * somebody reads them: with each key, only those near the screen have to be where they belong (M17).
 */
export class LazyDecorations {
  static readonly none = new LazyDecorations(DecorationSet.empty, []);

  private constructor(
    private set: DecorationSet,
    private waiting: readonly StepMap[],
    private readonly doc: Node | null = null,
  ) {}

  static of(doc: Node, decorations: readonly Decoration[]): LazyDecorations {
    return new LazyDecorations(DecorationSet.create(doc, [...decorations]), [], doc);
  }

  /** All of them, where they are now. */
  read(): DecorationSet {
    if (this.doc && this.waiting.length > 0) {
      this.set = this.set.map(new Mapping(this.waiting), this.doc);
      this.waiting = [];
    }
    return this.set;
  }

  /**
   * These after an edit.
   * @param onRemove told the spec of each that the edit takes away; they are mapped at once for it.
   */
  after({ mapping, doc }: Transaction, onRemove?: OnRemove): LazyDecorations {
    if (this.set === DecorationSet.empty) return this;
    const moved = onRemove
      ? new LazyDecorations(this.read().map(mapping, doc, { onRemove }), [], doc)
      : new LazyDecorations(this.set, [...this.waiting, ...mapping.maps], doc);
    if (moved.waiting.length > MOST_WAITING) moved.read();
    const near = nearSets.get(this);
    if (near) {
      nearSets.set(moved, { ...rangeAfter(near, mapping), set: near.set.map(mapping, doc) });
    }
    return moved;
  }

  with(
    doc: Node,
    added: readonly Decoration[],
    removed: readonly Decoration[] = [],
  ): LazyDecorations {
    return new LazyDecorations(
      this.read()
        .remove([...removed])
        .add(doc, [...added]),
      [],
      doc,
    );
  }
}

/**
 * The most edits that are remembered: mapping 150 marks through as many takes less than a millisecond,
 * once in a hundred keys.
 */
const MOST_WAITING = 100;

/**
 * Of decorations all over a text, those in the part on the screen and half a window around it. Each
 * decoration is an element or more, and each element is read again by the browser with every key: to
 * tell input methods the text, and to lay it out (M17).
 */
export function nearScreen(state: EditorState, all: LazyDecorations | undefined): DecorationSet {
  if (!all) return DecorationSet.empty;
  const visible = nearKey.getState(state);
  if (!visible) return all.read();
  const known = nearSets.get(all);
  if (known?.from === visible.from && known.to === visible.to) return known.set;
  const set = DecorationSet.create(state.doc, all.read().find(visible.from, visible.to));
  nearSets.set(all, { ...visible, set });
  return set;
}

/** The part of the text that is near the screen; null until somebody watches. */
export function rangeNearScreen(state: EditorState): Match | null {
  return nearKey.getState(state) ?? null;
}

/** Remembers the decorations that were last near the screen; decorations belong to one document. */
const nearSets = new WeakMap<LazyDecorations, Match & { readonly set: DecorationSet }>();

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
