import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { blockShape } from "./kinds";
import { labelsOf, type NumberingOptions } from "./number";

interface Numbering {
  /** Of all blocks in order; null for those without a number. */
  readonly labels: readonly (string | null)[];
  readonly decorations: DecorationSet;
  /** How many decorations there are. */
  readonly drawn: number;
}

export const numberingKey = new PluginKey<Numbering>("numbering");

/**
 * Draws the numbers as an attribute, `data-number`, on the blocks; styles show it before the text.
 * Typing leaves the structure as it is, and then the decorations only move along. Where the structure
 * changes the document is counted again, and the editor touches those elements whose number changed.
 */
export function numbering(options: NumberingOptions = {}): Plugin<Numbering> {
  return new Plugin<Numbering>({
    key: numberingKey,
    state: {
      init: (_config, state) => drawn(state.doc, labelsOf(state.doc, options)),
      apply(transaction, before, oldState, newState) {
        if (!transaction.docChanged) return before;
        if (!sameStructure(oldState.doc, newState.doc)) {
          return drawn(newState.doc, labelsOf(newState.doc, options));
        }
        const decorations = before.decorations.map(transaction.mapping, newState.doc);
        // Somebody else's edit arrives as a replacement of the whole document, over which no
        // decoration survives; the labels do.
        return decorations.find().length === before.drawn
          ? { ...before, decorations }
          : drawn(newState.doc, before.labels);
      },
    },
    props: {
      decorations: (state) => numberingKey.getState(state)?.decorations,
    },
  });
}

function drawn(document: Node, labels: readonly (string | null)[]): Numbering {
  const decorations: Decoration[] = [];
  let index = 0;
  document.descendants((node, position) => {
    if (node.type.name !== "block") return true;
    const label = labels[index];
    index += 1;
    if (typeof label === "string") {
      decorations.push(
        Decoration.node(position, position + node.nodeSize, { "data-number": label }),
      );
    }
    return false;
  });
  return {
    labels,
    decorations: DecorationSet.create(document, decorations),
    drawn: decorations.length,
  };
}

/** Whether all that numbers depend on is the same in both documents: the blocks' kinds and levels. */
function sameStructure(before: Node, after: Node): boolean {
  if (before === after) return true;
  if (before.type !== after.type) return false;
  if (before.type.name === "block") {
    if (before.attrs === after.attrs) return true;
    const [old, now] = [blockShape(before.attrs), blockShape(after.attrs)];
    return old.kind === now.kind && old.level === now.level;
  }
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < before.childCount; index += 1) {
    if (!sameStructure(before.child(index), after.child(index))) return false;
  }
  return true;
}
