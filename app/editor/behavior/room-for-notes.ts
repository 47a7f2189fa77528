import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { changedChildren, positionOf } from "./changed-children.ts";

interface NotesRoom {
  readonly drawn: DecorationSet;
  /** Drawn sizes, for comparison. */
  readonly sizes: string;
}

const roomKey = new PluginKey<NotesRoom>("roomForNotes");

/**
 * Keeps room at the foot of each block for its footnotes, which stand there where the sheet has no margin
 * for them (prose.css). Their words are within the line, so that they are placed by the style sheet and
 * their heights told to it: measured when a note grows, not when somebody types beside it.
 */
export function roomForNotes(): Plugin<NotesRoom> {
  return new Plugin<NotesRoom>({
    key: roomKey,
    state: {
      init: () => ({ drawn: DecorationSet.empty, sizes: "" }),
      apply(transaction, before) {
        const room = transaction.getMeta(roomKey) as NotesRoom | undefined;
        if (room || !transaction.docChanged) return room ?? before;
        return { ...before, drawn: before.drawn.map(transaction.mapping, transaction.doc) };
      },
    },
    props: { decorations: (state) => roomKey.getState(state)?.drawn },
    view: (view) => {
      if (typeof ResizeObserver === "undefined") return {};
      const watched = new WeakSet<Element>();
      const observer = new ResizeObserver(() => measureNotes(view));
      const watch = (inside: Element) => {
        for (const note of inside.querySelectorAll(".note")) {
          if (watched.has(note)) continue;
          watched.add(note);
          observer.observe(note);
        }
      };
      watch(view.dom);
      return {
        update({ state: { doc } }, before) {
          if (doc === before.doc) return;
          const { start, newEnd } = changedChildren(before.doc, doc);
          for (let index = start; index < newEnd; index += 1) {
            if (!holdsNote(doc.child(index))) continue;
            const dom = view.nodeDOM(positionOf(doc, index));
            if (dom instanceof Element) watch(dom);
          }
        },
        destroy: () => observer.disconnect(),
      };
    },
  });
}

function holdsNote(node: Node): boolean {
  let holds = false;
  node.descendants((inner) => {
    if (inner.type.name === "footnote") holds = true;
    return !holds;
  });
  return holds;
}

/** Measures all notes; called by itself when one grows, and for an editor that is about to be seen. */
export function measureNotes(view: EditorView): void {
  if (view.isDestroyed) return;
  const { doc, tr } = view.state;
  const drawn: Decoration[] = [];
  const sizes: string[] = [];
  doc.descendants((block, start) => {
    if (!block.isTextblock) return block.isBlock;
    const notes: { readonly at: number; readonly end: number }[] = [];
    block.forEach((child, offset) => {
      const at = start + 1 + offset;
      if (child.type.name === "footnote") notes.push({ at, end: at + child.nodeSize });
    });
    let below = 0;
    for (const { at, end } of notes.toReversed()) {
      drawn.push(Decoration.node(at, end, { style: `--note-below: ${below}px` }));
      below += heightOf(view.nodeDOM(at));
    }
    if (notes.length > 0) {
      const attributes = { class: "noted", style: `--notes: ${below}px` };
      drawn.push(Decoration.node(start, start + block.nodeSize, attributes));
      sizes.push(`${start} ${notes.length} ${below}`);
    }
    return false;
  });
  const room = { drawn: DecorationSet.create(doc, drawn), sizes: sizes.join() };
  if (room.sizes === roomKey.getState(view.state)?.sizes) return;
  view.dispatch(tr.setMeta(roomKey, room).setMeta("addToHistory", false));
}

function heightOf(dom: globalThis.Node | null): number {
  const note = dom instanceof Element ? dom.querySelector(".note") : null;
  return note?.getBoundingClientRect().height ?? 0;
}
