import { Node } from "@tiptap/core";
import { isBlockId } from "./block";
import { specOf, type Drawing } from "./drawing";

/** The most places that one cross-reference may name. */
export const MOST_TARGETS = 200;

/** What stands where a cross-reference leads nowhere. */
export const LOST_REFERENCE = "[reference to a paragraph that is gone]";

/** The ids that a cross-reference names, in its order. */
export function targetIds(attributes: Readonly<Record<string, unknown>> | undefined): string[] {
  const targets = attributes?.targets;
  return Array.isArray(targets) ? targets.filter(isBlockId) : [];
}

/**
 * How a cross-reference is drawn.
 * @param words what it reads, such as "¶¶ 1–3, 7"; null where one of its places is gone.
 */
export function referenceDrawing(targets: readonly string[], words: string | null): Drawing {
  return {
    tag: "span",
    attributes: {
      "data-reference": targets.join(" "),
      ...(words === null ? { "data-lost": "" } : {}),
    },
    content: [words ?? LOST_REFERENCE],
  };
}

/** Names other places of the text by their numbers, wherever they stand by now. */
export const CrossReference = Node.create({
  name: "crossReference",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    targets: {
      default: [],
      parseHTML: (element: HTMLElement) => idsIn(element).slice(0, MOST_TARGETS),
    },
  }),
  parseHTML: () => [
    {
      tag: "span[data-reference]",
      getAttrs: (element) => (idsIn(element).length > 0 ? null : false),
    },
  ],
  renderHTML: ({ node }) => specOf(referenceDrawing(targetIds(node.attrs), "[reference]")),
});

function idsIn(element: HTMLElement): string[] {
  return (element.getAttribute("data-reference") ?? "").split(" ").filter(isBlockId);
}
