import type { BlockKind } from "#app/document/nodes/kinds.ts";

/** A kind of paragraph as menus offer it. */
export interface KindChoice {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly name: string;
  readonly keys: string;
  /** Other words by which it is looked for. */
  readonly also?: string;
}

export const KIND_CHOICES: readonly KindChoice[] = [
  { kind: "body", name: "Body text", keys: "Mod-Alt-0", also: "plain paragraph" },
  { kind: "heading", level: 1, name: "Heading 1", keys: "Mod-Alt-1", also: "h1 title" },
  { kind: "heading", level: 2, name: "Heading 2", keys: "Mod-Alt-2", also: "h2 title" },
  { kind: "heading", level: 3, name: "Heading 3", keys: "Mod-Alt-3", also: "h3 title" },
  { kind: "heading", level: 4, name: "Heading 4", keys: "Mod-Alt-4", also: "h4 title" },
  { kind: "numbered", name: "Numbered paragraph", keys: "Mod-Alt-5", also: "allegation ¶" },
  { kind: "requestItem", name: "Record requested", keys: "Mod-Alt-6", also: "item request" },
  { kind: "ordered", name: "Numbered list", keys: "Mod-Shift-7", also: "ordered" },
  { kind: "bullet", name: "Bulleted list", keys: "Mod-Shift-8", also: "points" },
  { kind: "quote", name: "Quotation", keys: "Mod-Shift-9", also: "block quote" },
];
