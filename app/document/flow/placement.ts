import { FLOW_ELEMENTS, FLOW_TEXTS, type FlowElement, type FlowText } from "./vocabulary.ts";

/** What can stand in a flow: letters, formats, elements, and texts that are a footnote or a cell. */
export type FlowContent = "letters" | "format" | FlowElement | FlowText;

const INLINE = ["letters", "format", "hardBreak", "field", "crossReference"] as const;
const BLOCKS = ["block", ...INLINE, "footnote"] as const;

/** What may stand in what (F1); a test holds it against the schema. `root` is the text itself. */
export const MAY_HOLD: Readonly<Record<"root" | FlowElement | FlowText, readonly FlowContent[]>> = {
  root: [...BLOCKS, "pageBreak", "caption", "signatureBlock", "exhibit", "table"],
  cell: BLOCKS,
  footnote: INLINE,
  table: ["tableRow"],
  tableRow: ["cell"],
  // The words of a block stand behind its marker, not in it.
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
 * What something of a flow is that others can stand in or beside. Where only bytes are known, a text
 * may be a footnote or a cell: `text`.
 */
export type FlowKind = FlowElement | FlowText | "text";

export const FLOW_KINDS: readonly FlowKind[] = [
  ...(Object.keys(FLOW_ELEMENTS) as FlowElement[]),
  ...(Object.keys(FLOW_TEXTS) as FlowText[]),
  "text",
];

/** What may stand in something of this kind. */
export function contentsOf(kind: FlowKind | "root"): ReadonlySet<FlowContent> {
  return IN[kind];
}

/** What may stand beside something of this kind, wherever that stands itself. */
export function neighborsOf(kind: FlowKind): ReadonlySet<FlowContent> {
  return BESIDE[kind];
}

/** Everything that may stand anywhere. */
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
