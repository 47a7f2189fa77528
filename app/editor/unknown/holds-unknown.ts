import * as Y from "yjs";
import {
  FLOW_ELEMENTS,
  FLOW_TEXTS,
  isFlowElement,
  isFlowFormat,
} from "#app/document/flow/vocabulary.ts";

/* oxlint-disable no-underscore-dangle -- only its items tell what a shared document contains */

/** Whether the shared document may contain unknown content. */
export function holdsUnknown(doc: Y.Doc): boolean {
  for (const structs of doc.store.clients.values()) if (structs.some(isUnknown)) return true;
  return false;
}

/** The same for what a transaction added. */
export function bringsUnknown({ doc, beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = start < end ? doc.store.clients.get(client) : undefined;
    if (!structs) continue;
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index += 1) {
      const struct = structs[index];
      if (struct && isUnknown(struct)) return true;
    }
  }
  return false;
}

/**
 * Whether an item is not part of a valid flow. Called for each key, so it checks the item and its
 * parent, not its place; the reader then decides.
 */
function isUnknown(struct: Y.Item | Y.GC): boolean {
  if (!(struct instanceof Y.Item) || struct.deleted) return false;
  const { content, parent, parentSub } = struct;
  if (parentSub !== null) return !isKnownAttribute(parent, parentSub, content);
  if (content instanceof Y.ContentString) return !(parent instanceof Y.XmlText);
  if (content instanceof Y.ContentFormat) {
    return !(parent instanceof Y.XmlText) || !isFlowFormat(content.key, content.value);
  }
  if (!(content instanceof Y.ContentType)) return true;
  const type: unknown = content.type;
  if (type instanceof Y.XmlText) return isNested(parent);
  if (!(type instanceof Y.XmlElement) || !isFlowElement(type.nodeName)) return true;
  return !standsRightly(type.nodeName, parent);
}

/** Whether the nesting is valid: a footnote in a flow of blocks, a cell in a row. */
function isNested(parent: Y.Item["parent"]): boolean {
  if (parent instanceof Y.XmlText) return isFootnote(parent);
  return !(parent instanceof Y.XmlElement && parent.nodeName === "tableRow");
}

function isFootnote(text: Y.XmlText): boolean {
  return text._item !== null && text._item.parent instanceof Y.XmlText;
}

function standsRightly(name: string, parent: Y.Item["parent"]): boolean {
  if (name === "tableRow") return parent instanceof Y.XmlElement && parent.nodeName === "table";
  if (!(parent instanceof Y.XmlText)) return false;
  if (INLINE.has(name)) return true;
  if (name === "block") return !isFootnote(parent);
  return parent._item === null;
}

const INLINE: ReadonlySet<string> = new Set(["hardBreak", "field", "crossReference"]);

function isKnownAttribute(
  parent: Y.Item["parent"],
  name: string,
  content: Y.Item["content"],
): boolean {
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : undefined;
  const rules = rulesOf(parent);
  return (
    rules !== null &&
    Object.hasOwn(rules, name) &&
    (value === null || rules[name]?.(value) === true)
  );
}

function rulesOf(parent: Y.Item["parent"]) {
  const rules: Readonly<Record<string, (value: unknown) => boolean>> | null =
    parent instanceof Y.XmlElement && isFlowElement(parent.nodeName)
      ? FLOW_ELEMENTS[parent.nodeName]
      : parent instanceof Y.XmlText && parent._item
        ? isFootnote(parent)
          ? FLOW_TEXTS.footnote
          : FLOW_TEXTS.cell
        : null;
  return rules;
}
