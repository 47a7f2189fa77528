import type { Node } from "@tiptap/pm/model";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { FlowContents, Unknown } from "#app/document/flow/index.ts";

/**
 * Marks, in a text to be rendered, where unknown content is. Not part of the schema nor of
 * `ProseNode`: no version contains it.
 */
interface Placeholder {
  readonly type: typeof PLACEHOLDER;
  readonly attrs: { readonly client: number; readonly clock: number };
}

const PLACEHOLDER = "cannotBeShown";

/** The placeholder in the place of a node; null for a real node. */
export function placeholderIn(node: ProseNode | Placeholder): Placeholder | null {
  return node.type === PLACEHOLDER ? node : null;
}

/** The text of a placeholder, also in the editor. */
export const CANNOT_BE_SHOWN = "Something that can’t be shown";

/** The text for rendering, with placeholders for unknown content. */
export function proseWithPlaceholders({ node, unknown }: FlowContents): ProseJSON {
  if (unknown.length === 0) return node.toJSON() as ProseJSON;
  return new Placing(unknown).placed(node, 0) as ProseJSON;
}

class Placing {
  /** Index of the next one to place; they are in the order of the text. */
  #next = 0;

  constructor(readonly unknown: readonly Unknown[]) {}

  /** A node at this position, with its content. */
  placed(node: Node, start: number): ProseNode {
    const json = node.toJSON() as ProseNode;
    const size = node.nodeSize;
    // Most blocks contain no unknown content and are rendered unchanged.
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

  /** A text, split where it contains unknown content. */
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
      // Only html.ts receives such a text, and it checks for placeholders.
      placeholders.push(placeholder as unknown as ProseNode);
      this.#next += 1;
    }
  }
}
