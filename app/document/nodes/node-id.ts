import { attributeOf, type ParsedElement } from "./parsed-element.ts";

/** Whether a value is a valid id; invalid ids in incoming content are dropped. */
export function isBlockId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/**
 * An `id` attribute. Without a validator on the node itself: ProseMirror would throw while
 * rendering what came over the socket, and every editor of the text would stop. Reading a version
 * checks it.
 */
export const idAttribute = {
  default: null,
  parseHTML: (element: ParsedElement) => attributeOf(element, "data-id", isBlockId),
};

/** The valid id among a node's attributes, or null. */
export function ownId(attributes: Readonly<Record<string, unknown>> | undefined): string | null {
  const id = attributes?.id;
  return isBlockId(id) ? id : null;
}

/** The nodes with an id of their own, unique in the document and permanent. */
const WITH_OWN_ID: ReadonlySet<string> = new Set([
  "block",
  "caption",
  "signatureBlock",
  "footnote",
]);

/**
 * Whether nodes of this type have an id of their own. An exhibit's id is a reference to one of the
 * document's exhibits: two lines for the same exhibit share it.
 */
export function carriesOwnId(type: string): boolean {
  return WITH_OWN_ID.has(type);
}

/** Why an id is invalid in legal text; null where it is valid or absent. */
export function refusedId(id: unknown): string | null {
  return id === null || isBlockId(id) ? null : "its id is malformed";
}
