import { type EditorState, Plugin, PluginKey, Selection } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { organizationColor } from "#app/domain/colors.ts";
import { isFromOthers } from "#app/editor/behavior/changed-children.ts";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { bindingIn, type FlowBinding } from "#app/editor/binding/index.ts";
import { type Person, personIn, shortLabel } from "./people.ts";

const caretsKey = new PluginKey<DecorationSet>("carets");

/** Milliseconds between a move and its report; the provider batches again. */
const SEND_MS = 40;

/**
 * Other people's carets and selections, behind the plugin of the binding, whose mapping it reads. A
 * cursor is computed and sent in a pause, not with every key.
 */
export function carets(awareness: Awareness): Plugin<DecorationSet> {
  const moves = new Moves();
  return new Plugin<DecorationSet>({
    key: caretsKey,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before, _oldState, newState) {
        // Text inserted at another person's caret goes after it, unless they typed it: carets are
        // looked up again, which for the few people of a room is cheaper than deciding.
        const others = before !== DecorationSet.empty && isFromOthers(transaction);
        if (others || transaction.getMeta(caretsKey) === "moved") {
          return drawn(newState, awareness, moves);
        }
        return transaction.docChanged ? before.map(transaction.mapping, newState.doc) : before;
      },
    },
    props: { decorations: (state) => caretsKey.getState(state) },
    view: (view) => new CaretsView(view, awareness),
  });
}

/** The positions of other people's carets. */
export function othersCarets(state: EditorState): readonly number[] {
  const all = caretsKey.getState(state)?.find() ?? [];
  return all.filter(({ from, to }) => from === to).map(({ from }) => from);
}

/** Draws others' moves, and reports this caret's. */
class CaretsView {
  private drawing: number | null = null;
  private sendTimer: ReturnType<typeof setTimeout> | null = null;
  private lastSent = "null";

  constructor(
    private readonly view: EditorView,
    private readonly awareness: Awareness,
  ) {
    awareness.on("change", this.onChange);
    view.dom.addEventListener("focus", this.sendSoon);
    view.dom.addEventListener("blur", this.sendSoon);
    if (awareness.getStates().size > 1) this.draw();
    // A plugin that is added later makes every plugin's view anew, and the one before took its cursor away.
    this.sendSoon();
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.selection !== before.selection) this.sendSoon();
  }

  destroy(): void {
    this.awareness.off("change", this.onChange);
    this.view.dom.removeEventListener("focus", this.sendSoon);
    this.view.dom.removeEventListener("blur", this.sendSoon);
    if (this.drawing !== null) cancelAnimationFrame(this.drawing);
    if (this.sendTimer) clearTimeout(this.sendTimer);
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

  private readonly sendSoon = (): void => {
    this.sendTimer ??= setTimeout(this.send, SEND_MS);
  };

  private readonly send = (): void => {
    this.sendTimer = null;
    const binding = bindingIn(this.view.state);
    if (this.view.isDestroyed || !binding || !this.awareness.getLocalState()) return;
    const cursor = this.view.hasFocus() ? cursorOf(this.view.state, binding) : null;
    // Others' edits don't change the cursor, which is relative to its neighboring letters.
    if (JSON.stringify(cursor) === this.lastSent) return;
    this.lastSent = JSON.stringify(cursor);
    this.awareness.setLocalStateField("cursor", cursor);
  };
}

/** Counts each person's moves, so that the label is shown again after a move. */
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
  const binding = bindingIn(state);
  if (!binding) return DecorationSet.empty;
  const decorations: Decoration[] = [];
  for (const [clientId, others] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue;
    const person = personIn(others);
    const cursor = cursorIn(others);
    if (!person || !cursor) continue;
    const anchor = place(state, binding, cursor.anchor);
    const head = place(state, binding, cursor.head);
    if (anchor === null || head === null) continue;
    const key = `${clientId}:${moves.countOf(clientId, cursor)}`;
    const where = caretPlace(state, head);
    const draw = () => caret(person, where);
    decorations.push(Decoration.widget(head, draw, { key: `${key}:${where}`, side: 10 }));
    if (anchor !== head) {
      const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
      decorations.push(Decoration.inline(from, to, { class: `caret-range ${colorClass(person)}` }));
    }
  }
  return DecorationSet.create(state.doc, decorations);
}

/** Between blocks, before the first letter of one, or behind a letter. */
type CaretPlace = "between" | "first" | "within";

function caretPlace({ doc }: EditorState, at: number): CaretPlace {
  const { parent, parentOffset } = doc.resolve(at);
  if (!parent.inlineContent) return "between";
  return parentOffset === 0 ? "first" : "within";
}

function place(state: EditorState, binding: FlowBinding, position: unknown): number | null {
  try {
    const at = binding.toAbsolute(Y.createRelativePositionFromJSON(position), state.doc);
    return at === null ? null : Math.min(at, Math.max(state.doc.content.size - 1, 0));
  } catch {
    // A cursor of another kind of client; the person is still listed.
    return null;
  }
}

/** This person's selection as relative positions. */
function cursorOf({ doc, selection }: EditorState, binding: FlowBinding) {
  const at = (position: number) => {
    const near = Selection.near(doc.resolve(position)).head;
    const relative = binding.toRelative(doc, position) ?? binding.toRelative(doc, near);
    return relative && (Y.relativePositionToJSON(relative) as unknown);
  };
  const [anchor, head] = [at(selection.anchor), at(selection.head)];
  return anchor === null || head === null ? null : { anchor, head };
}

function cursorIn(state: unknown): { anchor: unknown; head: unknown } | null {
  if (typeof state !== "object" || state === null || !("cursor" in state)) return null;
  const { cursor } = state;
  if (typeof cursor !== "object" || cursor === null) return null;
  return "anchor" in cursor && "head" in cursor
    ? { anchor: cursor.anchor, head: cursor.head }
    : null;
}

/** The label is rendered by the style sheet, so that no name becomes part of the text. */
function caret(person: Person, where: CaretPlace): HTMLElement {
  const mark = document.createElement("span");
  mark.className = `caret caret-${where} ${colorClass(person)}`;
  mark.dataset.label = shortLabel(person);
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function colorClass({ colour }: Person): string {
  return `org-${organizationColor(colour).cssName}`;
}
