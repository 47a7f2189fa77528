import { FLOW_ELEMENTS, FLOW_TEXTS, type FlowElement, type FlowText } from "./vocabulary.ts";

/** The content of a flow: letters, formats, elements, and texts that are a footnote or a cell. */
export type FlowContent = "letters" | "format" | FlowElement | FlowText;

const INLINE = ["letters", "format", "hardBreak", "field", "crossReference"] as const;
const BLOCKS = ["block", ...INLINE, "footnote"] as const;

/**
 * Content that may be placed in each element (F1); a test compares it with the schema. `root` is
 * the text itself.
 */
export const MAY_HOLD: Readonly<Record<"root" | FlowElement | FlowText, readonly FlowContent[]>> = {
  root: [...BLOCKS, "pageBreak", "caption", "signatureBlock", "exhibit", "table"],
  cell: BLOCKS,
  footnote: INLINE,
  table: ["tableRow"],
  tableRow: ["cell"],
  // A block's text follows its marker and is not inside it.
  block: [],
  hardBreak: [],
  field: [],
  crossReference: [],
  pageBreak: [],
  caption: [],
  signatureBlock: [],
  exhibit: [],
};

/**
 * The kinds of containers and siblings. `text` is a footnote or a cell where the bytes alone don't
 * tell which.
 */
export type FlowKind = FlowElement | FlowText | "text";

export const FLOW_KINDS: readonly FlowKind[] = [
  ...(Object.keys(FLOW_ELEMENTS) as FlowElement[]),
  ...(Object.keys(FLOW_TEXTS) as FlowText[]),
  "text",
];

/** Lists what may be placed inside this kind. */
export function contentsOf(kind: FlowKind | "root"): ReadonlySet<FlowContent> {
  return IN[kind];
}

/** Lists what may be placed beside this kind, wherever that is. */
export function neighborsOf(kind: FlowKind): ReadonlySet<FlowContent> {
  return BESIDE[kind];
}

/** The union of all allowed content. */
export const ANY_CONTENT: ReadonlySet<FlowContent> = new Set(Object.values(MAY_HOLD).flat());

const IN: Readonly<Record<FlowKind | "root", ReadonlySet<FlowContent>>> = byKind((kind) =>
  kind === "text" ? [...MAY_HOLD.cell, ...MAY_HOLD.footnote] : MAY_HOLD[kind],
);

const BESIDE: Readonly<Record<FlowKind | "root", ReadonlySet<FlowContent>>> = byKind((kind) =>
  Object.values(MAY_HOLD)
    .filter((held) => held.some((one) => one === kind || (kind === "text" && isText(one))))
    .flat(),
);

function isText(content: FlowContent): content is FlowText {
  return Object.hasOwn(FLOW_TEXTS, content);
}

function byKind(contents: (kind: FlowKind | "root") => readonly FlowContent[]) {
  const entries = (["root", ...FLOW_KINDS] as const).map((kind) => [kind, new Set(contents(kind))]);
  return Object.fromEntries(entries) as Record<FlowKind | "root", ReadonlySet<FlowContent>>;
}
