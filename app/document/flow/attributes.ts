import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { equalValue } from "./formats.ts";
import { type AttributeRules, FLOW_ELEMENTS, FLOW_TEXTS, isFlowElement } from "./vocabulary.ts";

type Attributed = Pick<Y.XmlElement, "setAttribute" | "removeAttribute"> | Y.XmlText;

/** Writes the attributes in which `after` differs; for a new element, `before` is null. */
export function setAttributes(target: Attributed, before: Node | null, after: Node): void {
  for (const [key, value] of Object.entries(after.attrs) as [string, unknown][]) {
    if (before && equalValue(before.attrs[key], value)) continue;
    if (value !== null && value !== undefined) target.setAttribute(key, value as string);
    else if (before) target.removeAttribute(key);
  }
}

/**
 * The valid attributes of an element; invalid ones get the schema's defaults and are reported by
 * unknown-in.ts.
 */
export function attributesOf(element: Y.XmlElement): Record<string, unknown> {
  const { nodeName } = element;
  return isFlowElement(nodeName) ? allowedIn(FLOW_ELEMENTS[nodeName], element) : {};
}

/** The `header`, `colspan` and `rowspan` of a cell. */
export function cellAttributesOf(cell: Y.XmlText): Record<string, unknown> {
  return allowedIn(FLOW_TEXTS.cell, cell);
}

function allowedIn(rules: AttributeRules, type: Y.XmlElement | Y.XmlText): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, isAllowed] of Object.entries(rules)) {
    const value: unknown = type.getAttribute(name);
    if (value !== undefined && value !== null && isAllowed(value)) attributes[name] = value;
  }
  return attributes;
}

/**
 * Writes the cell attributes that legal text has; ProseMirror's other cell attributes are never
 * stored.
 */
export function setCellAttributes(cell: Y.XmlText, before: Node | null, after: Node): void {
  const isHeader = (node: Node | null) => node?.type.name === "tableHeader";
  if (isHeader(before) !== isHeader(after)) {
    // Stored as JSON true, which Yjs allows; only its types insist on strings.
    if (isHeader(after)) cell.setAttribute("header", true as unknown as string);
    else if (before) cell.removeAttribute("header");
  }
  for (const key of ["colspan", "rowspan"]) {
    const value: unknown = after.attrs[key];
    if (before ? before.attrs[key] === value : value === 1) continue;
    cell.setAttribute(key, value as string);
  }
}
