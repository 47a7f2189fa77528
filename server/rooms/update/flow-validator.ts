import * as Y from "yjs";
import { ANY_CONTENT, type FlowContent, type FlowKind } from "#app/document/flow/placement.ts";
import {
  type AttributeRules,
  FLOW_ELEMENTS,
  FLOW_TEXTS,
  isFlowElement,
  isFlowFormat,
  type ValueRule,
} from "#app/document/flow/vocabulary.ts";
import { contentAt, type KindOf, placeOf } from "./type-index.ts";

/**
 * Finds what no editor of this release inserts into a flow (F11), as far as the bytes of an item
 * tell; null for no fault. The answer reveals nothing of the content. An item's place is determined
 * by its parent or neighbor: a neighbor that was deleted and compacted tells nothing, and neither
 * do letters; there, anything that is allowed somewhere is accepted.
 */
export function flowFault(item: Y.Item, kindOf: KindOf): string | null {
  const { content, parentSub } = item;
  if (content instanceof Y.ContentDeleted) return null;
  const place = placeOf(item);
  // Only the first value of an attribute names its parent; later ones refer to the previous value.
  if (parentSub !== null && !place.beside) {
    if (place.parent === "root" || !place.parent) return "an attribute of the root";
    return attributeFault(item, parentSub, kindOf(place.parent));
  }
  const allowed = contentAt(place, kindOf);
  if (content instanceof Y.ContentAny) {
    const isAttribute = place.beside && !allowed && content.arr.every(mayBeAttribute);
    return isAttribute ? null : "a value that no attribute has";
  }
  const name = contentName(item);
  if (name === null) return "what a flow doesn't hold";
  if (name === "unknown") return "an unknown element";
  if (name === "format") {
    const { key, value } = content as Y.ContentFormat;
    if (!isFlowFormat(key, value)) return "an unknown format";
  }
  return isAmong(name, allowed ?? ANY_CONTENT) ? null : "something where it can't stand";
}

function attributeFault(item: Y.Item, name: string, kind: FlowKind | undefined): string | null {
  const rules = kind ? [...rulesOf(kind)] : ALL_RULES;
  const of = rules.filter((attributes) => Object.hasOwn(attributes, name));
  if (of.length === 0) return "an unknown attribute";
  const { content } = item;
  if (!(content instanceof Y.ContentAny)) return "an attribute that is no value";
  const isAllowed = (value: unknown) =>
    value === null || of.some((attributes) => attributes[name]?.(value) === true);
  return content.arr.every(isAllowed) ? null : "a value that its attribute can't have";
}

function rulesOf(kind: FlowKind): readonly AttributeRules[] {
  if (kind === "text") return [FLOW_TEXTS.footnote, FLOW_TEXTS.cell];
  return [isFlowElement(kind) ? FLOW_ELEMENTS[kind] : FLOW_TEXTS[kind]];
}

const ALL_RULES: readonly AttributeRules[] = [
  ...Object.values(FLOW_ELEMENTS),
  ...Object.values(FLOW_TEXTS),
];
const ALL_VALUES: readonly ValueRule[] = [
  ...new Set(ALL_RULES.flatMap((attributes) => Object.values(attributes))),
];

function mayBeAttribute(value: unknown): boolean {
  return value === null || ALL_VALUES.some((isAllowed) => isAllowed(value));
}

/** Where a text stands tells whether it is a footnote or a cell: it has a place where either may stand. */
type ContentName = FlowContent | "text";

function contentName({ content }: Y.Item): ContentName | "unknown" | null {
  if (content instanceof Y.ContentString) return "letters";
  if (content instanceof Y.ContentFormat) return "format";
  if (!(content instanceof Y.ContentType)) return null;
  const type = content.type as unknown;
  if (type instanceof Y.XmlText) return "text";
  if (!(type instanceof Y.XmlElement)) return null;
  return isFlowElement(type.nodeName) ? type.nodeName : "unknown";
}

function isAmong(name: ContentName, allowed: ReadonlySet<FlowContent>): boolean {
  return name === "text" ? allowed.has("footnote") || allowed.has("cell") : allowed.has(name);
}
