import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { Store } from "#app/ui/store.ts";
import type { Insertion } from "./insertions.ts";

/** The open slash menu: its items, the selected one, and its place. */
export interface OpenSlash {
  readonly query: string;
  readonly items: readonly Insertion[];
  readonly at: number;
  /** The slash's rectangle on the screen. */
  readonly place: () => DOMRect | null;
  readonly pick: (insertion: Insertion) => void;
}

/** The menu's state, which changes with every key, outside of React. */
export type SlashState = Store<OpenSlash | null>;

export function slashState(): SlashState {
  return new Store<OpenSlash | null>(null);
}

/** The functions of the desk that the menu needs. */
export interface SlashSource {
  /** Items that match a query and can be inserted here; null until the list is loaded. */
  readonly find: (query: string, state: EditorState) => readonly Insertion[] | null;
  /** Loads the list, and calls back when it is there. */
  readonly fetch: (then: () => void) => void;
  readonly run: (insertion: Insertion, view: EditorView) => void;
}

/** The slash before the caret and the text after it. */
interface Slash {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

interface Slashes {
  readonly open: Slash | null;
  /** The position of a slash that was dismissed and stays text. */
  readonly left: number | null;
}

const slashKey = new PluginKey<Slashes>("slash");

/**
 * "/" at the start of a paragraph or after a blank opens the insert menu, filtered by what is typed
 * after it. Escape, or text without a match, leaves the slash as text.
 */
export function slashMenu(state: SlashState, source: SlashSource): Plugin<Slashes> {
  return new Plugin<Slashes>({
    key: slashKey,
    state: {
      init: () => ({ open: null, left: null }),
      apply(transaction, before, _oldState, newState) {
        const left = leftAfter(transaction, before);
        const open = slashBefore(newState.selection);
        return { open: open?.from === left ? null : open, left };
      },
    },
    props: {
      handleKeyDown: (view, event) => takeKey(view, event, state),
      decorations: (current) => {
        const slash = slashKey.getState(current)?.open;
        if (!slash) return null;
        const typed = Decoration.inline(slash.from, slash.to, { class: "slash-typed" });
        return DecorationSet.create(current.doc, [typed]);
      },
    },
    view: (made) => {
      const update = (view: EditorView) => {
        const slash = view.isDestroyed ? null : (slashKey.getState(view.state)?.open ?? null);
        const fits = slash !== null && view.editable && !view.composing;
        const items = fits ? source.find(slash.query, view.state) : [];
        if (items === null) source.fetch(() => update(view));
        state.set(slash && items?.length ? opened(view, slash, state.get(), items, source) : null);
      };
      // Adding a plugin makes all views anew, also while the menu is open.
      update(made);
      return { update, destroy: () => state.set(null) };
    },
  });
}

/** The current position of a dismissed slash; null once it is deleted. */
function leftAfter(transaction: Transaction, { open, left }: Slashes): number | null {
  if (transaction.getMeta(slashKey) === "leave") return open?.from ?? left;
  if (left === null || !transaction.docChanged) return left;
  const now = transaction.mapping.mapResult(left, 1);
  return now.deletedAfter ? null : now.pos;
}

function slashBefore({ empty, $from }: EditorState["selection"]): Slash | null {
  const text = empty ? $from.nodeBefore?.text : undefined;
  const query = text === undefined ? undefined : /^(?:.* )?\/(.*)$/su.exec(text)?.[1];
  if (query === undefined) return null;
  return { from: $from.pos - query.length - 1, to: $from.pos, query };
}

function opened(
  view: EditorView,
  { from, to, query }: Slash,
  before: OpenSlash | null,
  items: readonly Insertion[],
  source: SlashSource,
): OpenSlash {
  const at = query === before?.query ? before.at : 0;
  return {
    query,
    items,
    at: Math.min(at, items.length - 1),
    place: () => {
      if (view.isDestroyed || from > view.state.doc.content.size) return null;
      const { left, top, bottom } = view.coordsAtPos(from, 1);
      return new DOMRect(left, top, 0, bottom - top);
    },
    pick: (insertion) => {
      focusText(view);
      view.dispatch(view.state.tr.delete(from, to));
      source.run(insertion, view);
    },
  };
}

function takeKey(view: EditorView, event: KeyboardEvent, state: SlashState): boolean {
  const open = state.get();
  if (!open) return false;
  if (event.key === "Escape") {
    view.dispatch(view.state.tr.setMeta(slashKey, "leave"));
    return true;
  }
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
  const chosen = open.items[open.at];
  if ((event.key === "Enter" || event.key === "Tab") && chosen) {
    open.pick(chosen);
    return true;
  }
  const at = moved(open, event.key);
  if (at === null) return false;
  state.set({ ...open, at });
  return true;
}

/** The index after an arrow key, wrapping around. */
function moved({ at, items }: OpenSlash, key: string): number | null {
  if (key === "ArrowDown") return (at + 1) % items.length;
  if (key === "ArrowUp") return (at + items.length - 1) % items.length;
  return null;
}
