import * as Y from "yjs";
import { type Attrs, equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import { lettersOf, OWN_ID, shownUnitOf } from "#app/document/flow/layout.ts";
import { formatted } from "./walk-items.ts";

/**
 * Whether two nodes read the same: their attributes and all that stands in them, whatever items they
 * are and whatever ids they carry.
 */
export function isSameNode(one: Y.Item, other: Y.Item): boolean {
  return equalValue(shownIn(one), shownIn(other));
}

function shownIn({ content }: Y.Item): unknown {
  if (!(content instanceof Y.ContentType)) return null;
  const type: unknown = content.type;
  if (type instanceof Y.XmlText)
    return { attributes: attributesOf(type, true), flow: flowIn(type) };
  if (!(type instanceof Y.XmlElement)) return null;
  const children: unknown[] = [];
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted) children.push(shownIn(item));
  }
  const attributes = attributesOf(type, OWN_ID.has(type.nodeName));
  return { name: type.nodeName, attributes, children };
}

function attributesOf(type: Y.XmlElement | Y.XmlText, hasOwnId: boolean): Record<string, unknown> {
  const attributes = type.getAttributes() as Record<string, unknown>;
  if (!hasOwnId) return attributes;
  const { id: _id, ...rest } = attributes;
  return rest;
}

/** The letters with their formats, and the nodes between them. */
function flowIn(text: Y.XmlText): unknown[] {
  const flow: unknown[] = [];
  let attrs: Attrs = NO_ATTRS;
  let last: { text: string; readonly attrs: Attrs } | null = null;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "format") attrs = formatted(attrs, item);
    else if (unit === "text") {
      const letters = lettersOf(item);
      if (letters === "") continue;
      if (last && equalValue(last.attrs, attrs)) last.text += letters;
      else flow.push((last = { text: letters, attrs }));
    } else if (unit !== "none") {
      flow.push(shownIn(item));
      last = null;
    }
  }
  return flow;
}
