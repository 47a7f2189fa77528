import { Node } from "@tiptap/core";
import type { DOMOutputSpec } from "@tiptap/pm/model";
import { BLOCK_KINDS, blockShape, isBlockKind } from "./kinds.ts";
import type { BlockKind, BlockShape } from "./kinds.ts";

/** Ids that may stand in a document; anything else that comes in as an id is dropped. */
export function isBlockId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/** An element and its attributes, as both the editor and the first paint draw them. */
export interface ElementShape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The element inside that holds the text, where it is not the element itself. */
  readonly inner?: { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };
}

/**
 * How a block is drawn: body as `<p>`, headings as `<h2>` to `<h5>` (the page's title is its `<h1>`),
 * quotes as `<blockquote>`. Numbered paragraphs and requested records are paragraphs whose number is
 * drawn before them from `data-number`: that is text to a screen reader, which so reads "12." as
 * print does, without a list announced around each of 600 paragraphs. Bullets and ordered items are
 * list items, each in a list of its own because blocks are flat; `aria-level` tells the depth.
 */
export function blockElement(shape: BlockShape, id: string | null): ElementShape {
  const { kind, level } = shape;
  const attributes: Record<string, string> = { "data-kind": kind };
  if (kind !== "body" && kind !== "quote") attributes["data-level"] = String(level);
  if (id !== null) attributes["data-id"] = id;
  switch (kind) {
    case "heading":
      return { tag: `h${level + 1}`, attributes };
    case "quote":
      return { tag: "blockquote", attributes };
    case "bullet":
    case "ordered":
      return {
        tag: "div",
        attributes: { ...attributes, role: "list" },
        inner: { tag: "p", attributes: { role: "listitem", "aria-level": String(level) } },
      };
    case "body":
    case "numbered":
    case "requestItem":
      return { tag: "p", attributes };
  }
}

const FOREIGN_HEADINGS: Readonly<Record<string, number>> = {
  H1: 1,
  H2: 2,
  H3: 3,
  H4: 4,
  H5: 4,
  H6: 4,
};

function kindOf(element: HTMLElement): BlockKind {
  const own = element.getAttribute("data-kind");
  if (isBlockKind(own)) return own;
  if (element.tagName in FOREIGN_HEADINGS) return "heading";
  if (element.tagName === "LI") return "bullet";
  if (element.tagName === "BLOCKQUOTE") return "quote";
  return "body";
}

function levelOf(element: HTMLElement): number {
  const kind = kindOf(element);
  const own = Number.parseInt(element.getAttribute("data-level") ?? "", 10);
  const level = Number.isNaN(own) ? FOREIGN_HEADINGS[element.tagName] : own;
  return blockShape({ kind, level }).level;
}

function idOf(element: HTMLElement): string | null {
  const id = element.getAttribute("data-id");
  return isBlockId(id) ? id : null;
}

/** The one node for a block of text. */
export const Block = Node.create({
  name: "block",
  content: "inline*",
  // Pasted headings and items keep what they are when they fill an empty block.
  defining: true,

  addAttributes() {
    return {
      // Not validated here: ProseMirror would throw while drawing what came over the socket, and
      // every editor of the text would stop. Reading for a version checks.
      id: { default: null, parseHTML: idOf },
      kind: { default: "body", parseHTML: kindOf },
      level: { default: 1, parseHTML: levelOf },
    };
  },

  parseHTML() {
    const own = BLOCK_KINDS.map((kind) => ({
      tag: `[data-kind="${kind}"]`,
      priority: 60,
      // Items are drawn as a list that holds one item.
      contentElement: itemInside,
    }));
    const foreign = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"];
    return [
      ...own,
      ...foreign.map((tag) => ({ tag })),
      { tag: "pre", preserveWhitespace: "full" as const },
    ];
  },

  renderHTML({ node }): DOMOutputSpec {
    const shape = blockElement(
      blockShape(node.attrs),
      isBlockId(node.attrs.id) ? node.attrs.id : null,
    );
    return shape.inner
      ? [shape.tag, shape.attributes, [shape.inner.tag, shape.inner.attributes, 0]]
      : [shape.tag, shape.attributes, 0];
  },
});

/** The element that holds a block's words: of an item, the one item of its list. */
function itemInside(element: globalThis.Node): HTMLElement {
  const block = element as HTMLElement;
  const first = block.firstElementChild;
  return first?.getAttribute("role") === "listitem" ? (first as HTMLElement) : block;
}
