/**
 * The kinds of a block of text. Structure is attributes: a heading, a numbered paragraph and a list
 * item are one node type with another `kind`, because changing an attribute loses nothing that
 * somebody else types meanwhile, and changing a node's type or wrapping it would.
 */
export const BLOCK_KINDS = [
  "body",
  "heading",
  "bullet",
  "ordered",
  "quote",
  "numbered",
  "requestItem",
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/**
 * The number of levels of each kind, from 1. `requestItem` goes 1, (a), (i); `numbered` one deeper,
 * (A), so that a request's items keep their levels below the complaint paragraph that lists them.
 */
export const DEEPEST_LEVEL: Readonly<Record<BlockKind, number>> = {
  body: 1,
  heading: 4,
  bullet: 6,
  ordered: 6,
  quote: 1,
  numbered: 4,
  requestItem: 3,
};

/** The deepest level of any kind, and so the largest that a block may have. */
export const DEEPEST_LEVEL_OF_ALL = Math.max(...Object.values(DEEPEST_LEVEL));

export function isBlockKind(value: unknown): value is BlockKind {
  return BLOCK_KINDS.some((kind) => kind === value);
}

/** Kinds that form items: Enter continues with the same kind, Tab goes a level deeper. */
export function isItemKind(kind: BlockKind): boolean {
  return kind === "bullet" || kind === "ordered" || kind === "numbered" || kind === "requestItem";
}

/** The effective kind and level of a block. */
export interface BlockShape {
  readonly kind: BlockKind;
  readonly level: number;
}

/**
 * Reads kind and level from a block's attributes. Two people may change kind and level of one block
 * at the same time, so that each value is valid but the pair is not (a fourth-level numbered
 * paragraph): the level is then limited to the deepest of the kind. An unknown kind counts as body,
 * so that the text stays readable.
 */
export function blockShape(attributes: {
  readonly kind?: unknown;
  readonly level?: unknown;
}): BlockShape {
  const kind = isBlockKind(attributes.kind) ? attributes.kind : "body";
  const level = typeof attributes.level === "number" ? Math.trunc(attributes.level) : 1;
  return { kind, level: Math.max(1, Math.min(level || 1, DEEPEST_LEVEL[kind])) };
}
