import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { organizationColour } from "~/domain/colours";
import { readBrowserCaret } from "~/prose/browser-caret";
import { type Person, personIn, shortLabel } from "./presence";

/**
 * The other people's carets and selections. Tiptap's own extension would do, but it computes a cursor
 * on every key and sends one after every edit of anybody; here both wait for a quiet moment.
 */
export const Carets = Extension.create<{ awareness: Awareness | null }>({
  name: "carets",
  // After collaboration, whose mapping it reads.
  priority: 840,
  addOptions: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    return this.options.awareness ? [carets(this.options.awareness)] : [];
  },
});

const caretsKey = new PluginKey<DecorationSet>("carets");

/** Milliseconds between a move and its being told; the provider gathers again. */
const TELL_MS = 40;

/** The part of y-tiptap's plugin state that is read here. */
interface Shared {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly isChangeOrigin: boolean;
  readonly binding: { readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] };
}

function sharedIn(state: EditorState): Shared | undefined {
  return ySyncPluginKey.getState(state) as Shared | undefined;
}

function carets(awareness: Awareness): Plugin<DecorationSet> {
  const moves = new Moves();
  return new Plugin<DecorationSet>({
    key: caretsKey,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before, _oldState, newState) {
        const shared = sharedIn(newState);
        // Somebody else's edit replaces the whole document, over which nothing can be mapped.
        if (transaction.getMeta(caretsKey) === "moved" || shared?.isChangeOrigin) {
          return drawn(newState, awareness, moves);
        }
        return transaction.docChanged ? before.map(transaction.mapping, newState.doc) : before;
      },
    },
    props: { decorations: (state) => caretsKey.getState(state) },
    view: (view) => new CaretsView(view, awareness),
  });
}

/** Draws when others move, and tells them when this caret does. */
class CaretsView {
  private drawing: number | null = null;
  private telling: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly awareness: Awareness,
  ) {
    awareness.on("change", this.onChange);
    view.dom.addEventListener("focus", this.tellSoon);
    view.dom.addEventListener("blur", this.tellSoon);
    if (awareness.getStates().size > 1) this.draw();
  }

  update(view: EditorView, before: EditorState): void {
    const moved = view.state.selection !== before.selection || view.state.doc !== before.doc;
    // What others write moves no caret: it is told relative to the words around it.
    if (moved && !sharedIn(view.state)?.isChangeOrigin) this.tellSoon();
  }

  destroy(): void {
    this.awareness.off("change", this.onChange);
    this.view.dom.removeEventListener("focus", this.tellSoon);
    this.view.dom.removeEventListener("blur", this.tellSoon);
    if (this.drawing !== null) cancelAnimationFrame(this.drawing);
    if (this.telling) clearTimeout(this.telling);
    if (this.awareness.getLocalState()) this.awareness.setLocalStateField("cursor", null);
  }

  private readonly onChange = (_changes: unknown, origin: unknown): void => {
    if (origin !== "local") this.draw();
  };

  private draw(): void {
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = null;
      if (this.view.isDestroyed) return;
      readBrowserCaret(this.view);
      this.view.dispatch(this.view.state.tr.setMeta(caretsKey, "moved"));
    });
  }

  private readonly tellSoon = (): void => {
    this.telling ??= setTimeout(this.tell, TELL_MS);
  };

  private readonly tell = (): void => {
    this.telling = null;
    const shared = sharedIn(this.view.state);
    if (this.view.isDestroyed || !shared || !this.awareness.getLocalState()) return;
    if (!this.view.hasFocus()) return this.awareness.setLocalStateField("cursor", null);
    const { anchor, head } = this.view.state.selection;
    const at = (position: number) =>
      Y.relativePositionToJSON(
        absolutePositionToRelativePosition(
          position,
          shared.type,
          shared.binding.mapping,
        ) as Y.RelativePosition,
      ) as unknown;
    this.awareness.setLocalStateField("cursor", { anchor: at(anchor), head: at(head) });
  };
}

/** Counts each person's moves, so that a label shows again when its caret has moved. */
class Moves {
  private readonly last = new Map<number, { cursor: string; count: number }>();

  countOf(clientId: number, cursor: unknown): number {
    const text = JSON.stringify(cursor);
    const last = this.last.get(clientId);
    if (last?.cursor === text) return last.count;
    const count = (last?.count ?? 0) + 1;
    this.last.set(clientId, { cursor: text, count });
    return count;
  }
}

function drawn(state: EditorState, awareness: Awareness, moves: Moves): DecorationSet {
  const shared = sharedIn(state);
  if (!shared) return DecorationSet.empty;
  const decorations: Decoration[] = [];
  for (const [clientId, others] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue;
    const person = personIn(others);
    const cursor = cursorIn(others);
    if (!person || !cursor) continue;
    const anchor = place(state, shared, cursor.anchor);
    const head = place(state, shared, cursor.head);
    if (anchor === null || head === null) continue;
    const key = `${clientId}:${moves.countOf(clientId, cursor)}`;
    decorations.push(Decoration.widget(head, () => caret(person), { key, side: 10 }));
    if (anchor !== head) {
      const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
      decorations.push(
        Decoration.inline(from, to, { class: `caret-range ${colourClass(person)}` }),
      );
    }
  }
  return DecorationSet.create(state.doc, decorations);
}

function place(state: EditorState, shared: Shared, position: unknown): number | null {
  try {
    const found: number | null = relativePositionToAbsolutePosition(
      shared.doc,
      shared.type,
      Y.createRelativePositionFromJSON(position),
      shared.binding.mapping,
    );
    return found === null ? null : Math.min(found, Math.max(state.doc.content.size - 1, 0));
  } catch {
    // A cursor of another kind of client; its person is still in the list.
    return null;
  }
}

function cursorIn(state: unknown): { anchor: unknown; head: unknown } | null {
  if (typeof state !== "object" || state === null || !("cursor" in state)) return null;
  const { cursor } = state;
  if (typeof cursor !== "object" || cursor === null) return null;
  return "anchor" in cursor && "head" in cursor
    ? { anchor: cursor.anchor, head: cursor.head }
    : null;
}

/** The label is drawn by the style sheet, so that no name ever stands among the draft's words. */
function caret(person: Person): HTMLElement {
  const mark = document.createElement("span");
  mark.className = `caret ${colourClass(person)}`;
  mark.dataset.label = shortLabel(person);
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function colourClass({ colour }: Person): string {
  return `org-${organizationColour(colour).cssName}`;
}
