/** Descriptions of unknown content, which reveal nothing of what it holds. */
import * as Y from "yjs";
import type { UnplacedUnknown } from "./unknown.ts";
import { isFlowElement, isFlowFormat } from "./vocabulary.ts";

export function outOfPlace(item: Y.Item): UnplacedUnknown {
  return { id: item.id, what: `it holds ${nameOf(item)}` };
}

function nameOf({ content }: Y.Item): string {
  if (content instanceof Y.ContentString) return "text where none can stand";
  if (content instanceof Y.ContentFormat) return "a format where none can stand";
  const type: unknown = content instanceof Y.ContentType ? content.type : null;
  if (type instanceof Y.XmlElement) {
    const why = isFlowElement(type.nodeName) ? "can’t stand there" : "is not known";
    return `“${shortened(type.nodeName)}”, which ${why}`;
  }
  return type instanceof Y.XmlText ? "a text where none can stand" : "something other than text";
}

export function formatName(key: string): string {
  if (key === "link") return "a link’s address is not allowed";
  const why = isFlowFormat(key, null) ? "but not as it can be" : "which is not known";
  return `its text is marked “${shortened(key)}”, ${why}`;
}

/** Truncated, since names come from whoever wrote them. */
function shortened(name: unknown): string {
  const text = String(name);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
