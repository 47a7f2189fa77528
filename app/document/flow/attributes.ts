import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { equalValue } from "./formats";

type Attributed = Pick<Y.XmlElement, "setAttribute" | "removeAttribute"> | Y.XmlText;

/** Writes the attributes in which `after` differs; for a new element, `before` is null. */
export function setAttributes(target: Attributed, before: Node | null, after: Node): void {
  for (const [key, value] of Object.entries(after.attrs) as [string, unknown][]) {
    if (before && equalValue(before.attrs[key], value)) continue;
    if (value !== null && value !== undefined) target.setAttribute(key, value as string);
    else if (before) target.removeAttribute(key);
  }
}

/** The attributes that the schema knows; what is not set is left to the schema's defaults. */
export function attributesOf(schema: Schema, name: string, element: Y.XmlElement) {
  const attributes: Record<string, unknown> = {};
  for (const key of Object.keys(schema.nodes[name]?.spec.attrs ?? {})) {
    const value: unknown = element.getAttribute(key);
    if (value !== undefined && value !== null) attributes[key] = value;
  }
  return attributes;
}

/** What a cell of a table carries; the rest of ProseMirror's cell is never written. */
export function setCellAttributes(cell: Y.XmlText, before: Node | null, after: Node): void {
  const isHeader = (node: Node | null) => node?.type.name === "tableHeader";
  if (isHeader(before) !== isHeader(after)) {
    // Kept as JSON's true, as Yjs allows; its types know strings alone.
    if (isHeader(after)) cell.setAttribute("header", true as unknown as string);
    else if (before) cell.removeAttribute("header");
  }
  for (const key of ["colspan", "rowspan"]) {
    const value: unknown = after.attrs[key];
    if (before ? before.attrs[key] === value : value === 1) continue;
    cell.setAttribute(key, value as string);
  }
}
