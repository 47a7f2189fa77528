import type { Node } from "@tiptap/pm/model";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { FlowContents, Unknown } from "#app/document/flow/index.ts";

/**
 * Stands in a text that is about to be drawn where something can't be shown. It is no node of the
 * schema, and so none of `ProseNode`: no version has it.
 */
interface Placeholder {
  readonly type: typeof PLACEHOLDER;
  readonly attrs: { readonly client: number; readonly clock: number };
}

const PLACEHOLDER = "cannotBeShown";

/** The placeholder that stands in the place of a node; null where the node is what it says. */
export function placeholderIn(node: ProseNode | Placeholder): Placeholder | null {
  return node.type === PLACEHOLDER ? node : null;
}

/** What is read there, in the editor too. */
export const CANNOT_BE_SHOWN = "Something that can't be shown";

/** The text to be drawn, in which something stands where something can't be shown. */
export function proseWithPlaceholders({ node, unknown }: FlowContents): ProseJSON {
  if (unknown.length === 0) return node.toJSON() as ProseJSON;
  return new Placing(unknown).placed(node, 0) as ProseJSON;
}

class Placing {
  /** The next to be placed; they are in the order of the text. */
  #next = 0;

  constructor(readonly unknown: readonly Unknown[]) {}

  /** A node that begins at this position, with what stands in it. */
  placed(node: Node, start: number): ProseNode {
    const json = node.toJSON() as ProseNode;
    const size = node.nodeSize;
    // Most blocks hold nothing of the kind and are drawn as they are.
    const next = this.unknown[this.#next];
    if (node.isLeaf || !next || (node.type.name !== "doc" && next.position >= start + size)) {
      return json;
    }
    const content: ProseNode[] = [];
    const inside = node.type.name === "doc" ? 0 : start + 1;
    node.forEach((child, offset) => {
      const at = inside + offset;
      content.push(...this.#before(at));
      if (child.isText) content.push(...this.#text(child, at));
      else content.push(this.placed(child, at));
    });
    content.push(...this.#before(inside + node.content.size));
    return { ...json, content } as ProseNode;
  }

  /** A text, in pieces where something stands in it. */
  #text(child: Node, at: number): ProseNode[] {
    const pieces: ProseNode[] = [];
    let from = 0;
    for (;;) {
      const next = this.unknown[this.#next];
      if (!next || next.position >= at + child.nodeSize) break;
      const to = next.position - at;
      if (to > from) pieces.push(child.cut(from, to).toJSON() as ProseNode);
      pieces.push(...this.#before(next.position));
      from = to;
    }
    pieces.push((from === 0 ? child : child.cut(from)).toJSON() as ProseNode);
    return pieces;
  }

  #before(position: number): ProseNode[] {
    const placeholders: ProseNode[] = [];
    for (;;) {
      const next = this.unknown[this.#next];
      if (!next || next.position > position) return placeholders;
      const { client, clock } = next;
      const placeholder: Placeholder = { type: PLACEHOLDER, attrs: { client, clock } };
      // Only html.ts is given such a text, and it asks.
      placeholders.push(placeholder as unknown as ProseNode);
      this.#next += 1;
    }
  }
}
