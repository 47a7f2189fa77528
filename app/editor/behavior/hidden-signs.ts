import "./hidden-signs.css";
import type { Node } from "@tiptap/pm/model";
import { type Command, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { hiddenSignsIn } from "#app/domain/hidden-signs.ts";
import { changedChildren, positionOf } from "./changed-children.ts";

const hiddenSignsKey = new PluginKey<DecorationSet>("hiddenSigns");

/** The most that are marked at once: each is an element of the page. */
const MOST_MARKED = 2_000;

/**
 * Marks signs that nobody sees, or that turn the words around them, each with its name: writers see what is
 * kept and signed. The mark takes no room, so that a line breaks as it will on paper.
 */
export function hiddenSigns(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: hiddenSignsKey,
    state: {
      init: (_config, { doc }) => DecorationSet.create(doc, marksIn(doc, 0, doc.childCount)),
      apply(transaction, marks) {
        if (!transaction.docChanged) return marks;
        const { before, doc } = transaction;
        const { start, newEnd } = changedChildren(before, doc);
        const from = positionOf(doc, start);
        let to = from;
        for (let index = start; index < newEnd; index += 1) to += doc.child(index).nodeSize;
        const found = marksIn(doc, start, newEnd, from);
        if (marks === DecorationSet.empty) {
          return found.length === 0 ? marks : DecorationSet.create(doc, found);
        }
        const mapped = marks.map(transaction.mapping, doc);
        return mapped.remove(mapped.find(from, to)).add(doc, found);
      },
    },
    props: { decorations: (state) => hiddenSignsKey.getState(state) },
  });
}

function marksIn(doc: Node, start: number, end: number, from = 0): Decoration[] {
  const marks: Decoration[] = [];
  let position = from;
  for (let index = start; index < end; index += 1) {
    const child = doc.child(index);
    eachHiddenSign(child, position, (at, length, name) => {
      if (marks.length >= MOST_MARKED) return;
      const attributes = { class: "hidden-sign", role: "img", title: name, "aria-label": name };
      marks.push(Decoration.inline(at, at + length, attributes));
    });
    position += child.nodeSize;
  }
  return marks;
}

function eachHiddenSign(
  node: Node,
  position: number,
  act: (at: number, length: number, name: string) => void,
): void {
  if (node.isText) {
    for (const { at, length, name } of hiddenSignsIn(node.text ?? "")) {
      act(position + at, length, name);
    }
  } else node.forEach((child, offset) => eachHiddenSign(child, position + 1 + offset, act));
}

/** Takes all of them out of the text, as one step of undo. */
export const takeOutHiddenSigns: Command = (state, dispatch) => {
  const places: { readonly at: number; readonly length: number }[] = [];
  state.doc.forEach((child, offset) => {
    eachHiddenSign(child, offset, (at, length) => places.push({ at, length }));
  });
  if (places.length === 0) return false;
  if (dispatch) {
    const transaction = state.tr;
    // Last to first, so that earlier places stay.
    for (const { at, length } of places.toReversed()) transaction.delete(at, at + length);
    dispatch(transaction);
  }
  return true;
};
