import { isBlockId } from "./block.ts";

/** An `id` attribute; not validated on the node itself, see the block's attributes. */
export const idAttribute = {
  default: null,
  parseHTML: (element: HTMLElement) => {
    const id = element.getAttribute("data-id");
    return isBlockId(id) ? id : null;
  },
};

/** The id among a node's attributes, or null where there is none that may stand there. */
export function ownId(attributes: Readonly<Record<string, unknown>> | undefined): string | null {
  const id = attributes?.id;
  return isBlockId(id) ? id : null;
}

/** The nodes beside blocks that carry an id of their own, unique in the document and lasting. */
const WITH_OWN_ID = new Set(["block", "caption", "signatureBlock", "footnote"]);

/**
 * Whether nodes of this type carry an id of their own. An exhibit's id is another's: it says which
 * of the document's exhibits it is, and two lines for the same exhibit are the same exhibit.
 */
export function carriesOwnId(type: string): boolean {
  return WITH_OWN_ID.has(type);
}
