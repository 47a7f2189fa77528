import { isBlockId } from "#app/document/nodes/node-id.ts";
import { isRangeEnds, MOST_RANGES, MOST_TARGETS } from "#app/document/nodes/reference.ts";
import { DEEPEST_LEVEL_OF_ALL, isBlockKind } from "#app/document/nodes/kinds.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import { LEGAL_MARKS, type LegalMark } from "#app/document/nodes/marks.ts";
import { WIDEST_SPAN } from "#app/document/nodes/table.ts";

/** Whether a value is valid for an attribute. Absent and null values are not checked. */
export type ValueRule = (value: unknown) => boolean;

/** The allowed attributes, each with its rule. */
export type AttributeRules = Readonly<Record<string, ValueRule>>;

const span: ValueRule = (value) => isCount(value, WIDEST_SPAN);

/**
 * The elements of a flow (F1) with their attributes. A test compares this with the schema, so that
 * a new node or attribute must be added here too.
 */
export const FLOW_ELEMENTS = {
  block: {
    id: isBlockId,
    kind: isBlockKind,
    level: (value) => isCount(value, DEEPEST_LEVEL_OF_ALL),
  },
  hardBreak: {},
  field: { name: isBlockId },
  crossReference: {
    targets: (value) => isListOf(value, MOST_TARGETS, isBlockId),
    ranges: (value) => isListOf(value, MOST_RANGES, isRangeEnds),
  },
  pageBreak: {},
  caption: { id: isBlockId },
  signatureBlock: { id: isBlockId, organization: isBlockId },
  exhibit: { id: isBlockId },
  table: {},
  tableRow: {},
} as const satisfies Readonly<Record<string, AttributeRules>>;
export type FlowElement = keyof typeof FLOW_ELEMENTS;

/** The texts of a flow other than the root: footnotes, and the cells of its tables. */
export const FLOW_TEXTS = {
  footnote: { id: isBlockId },
  // `header` is true for a header cell and absent otherwise.
  cell: { header: (value) => value === true, colspan: span, rowspan: span },
} as const satisfies Readonly<Record<string, AttributeRules>>;
export type FlowText = keyof typeof FLOW_TEXTS;

/** The formats of a flow: the attributes of each mark of legal text. */
export const FLOW_FORMATS: Readonly<Record<LegalMark, AttributeRules>> = {
  link: { href: isSafeAddress },
  bold: {},
  italic: {},
  underline: {},
  smallCaps: {},
  superscript: {},
  subscript: {},
  strike: {},
};

export function isFlowElement(name: unknown): name is FlowElement {
  return typeof name === "string" && Object.hasOwn(FLOW_ELEMENTS, name);
}

/**
 * Whether a format is valid in a flow: a known mark with its attributes, or the end of one (null).
 */
export function isFlowFormat(key: string, value: unknown): boolean {
  if (!LEGAL_MARKS.some((mark) => mark === key)) return false;
  if (value === null) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  return isExactly(value as Record<string, unknown>, FLOW_FORMATS[key as LegalMark]);
}

/** Whether these are exactly the allowed attributes with valid values. */
function isExactly(attributes: Readonly<Record<string, unknown>>, rules: AttributeRules): boolean {
  const names = Object.keys(rules);
  return (
    Object.keys(attributes).length === names.length &&
    names.every((name) => Object.hasOwn(attributes, name) && rules[name]?.(attributes[name]))
  );
}

function isListOf(value: unknown, most: number, isOne: ValueRule): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isOne);
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}
