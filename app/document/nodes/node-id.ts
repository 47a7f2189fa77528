import { attributeOf, type ParsedElement } from "./parsed-element.ts";

/** Ids that may stand in a document; anything else that comes in as an id is dropped. */
export function isBlockId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/**
 * An `id` attribute. Not validated on the node itself: ProseMirror would throw while drawing what came
 * over the socket, and every editor of the text would stop. Reading for a version checks.
 */
export const idAttribute = {
  default: null,
  parseHTML: (element: ParsedElement) => attributeOf(element, "data-id", isBlockId),
};

/** The id among a node's attributes, or null where there is none that may stand there. */
export function ownId(attributes: Readonly<Record<string, unknown>> | undefined): string | null {
  const id = attributes?.id;
  return isBlockId(id) ? id : null;
}

/** The nodes that carry an id of their own, unique in the document and lasting. */
const WITH_OWN_ID: ReadonlySet<string> = new Set([
  "block",
  "caption",
  "signatureBlock",
  "footnote",
]);

/**
 * Whether nodes of this type carry an id of their own. An exhibit's id is another's: it says which
 * of the document's exhibits it is, and two lines for the same exhibit are the same exhibit.
 */
export function carriesOwnId(type: string): boolean {
  return WITH_OWN_ID.has(type);
}

/** Why an id can't stand in legal text; null where it can, or where there is none yet. */
export function refusedId(id: unknown): string | null {
  return id === null || isBlockId(id) ? null : "its id is malformed";
}
