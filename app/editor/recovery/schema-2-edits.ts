import * as Y from "yjs";
import { childrenOf, itemOf, itemsOf } from "#app/document/flow/schema-2/items.ts";
import { LINE_BREAK, type RecoverableBlock } from "./recoverable-edits.ts";

/**
 * Like `recoverableBlocks`, for a copy stored by a page of schema 2. Loaded only where there is
 * such a copy.
 * @param saved the state vector up to which the server had confirmed everything.
 */
export function recoverableFromSchema2(doc: Y.Doc, saved: Uint8Array): RecoverableBlock[] {
  const vector = Y.decodeStateVector(saved);
  const savedUpTo = (client: number) => vector.get(client) ?? 0;
  const offered: RecoverableBlock[] = [];
  let after: string | null = null;
  for (const block of blocksIn(doc.getXmlFragment("default"))) {
    const attribute: unknown = block.getAttribute("id");
    const id = typeof attribute === "string" ? attribute : null;
    const { text, before } = textOf(block, savedUpTo);
    if (text !== before) {
      const made = itemOf(block);
      const isNew = made !== null && made.id.clock >= savedUpTo(made.id.client);
      offered.push({ id, after, before: isNew && before === "" ? null : before, text });
    }
    after = id ?? after;
  }
  return offered;
}

/** The blocks in order, including those in tables. */
function* blocksIn(parent: Y.XmlFragment | Y.XmlElement): Generator<Y.XmlElement> {
  for (const child of childrenOf(parent)) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === "block") yield child;
    else yield* blocksIn(child);
  }
}

function textOf(
  block: Y.XmlElement,
  savedUpTo: (client: number) => number,
): { text: string; before: string } {
  let text = "";
  let before = "";
  for (const child of childrenOf(block)) {
    if (child instanceof Y.XmlText) {
      for (const { id, content, deleted } of itemsOf(child)) {
        if (deleted || !(content instanceof Y.ContentString)) continue;
        text += content.str;
        before += content.str.slice(0, Math.max(0, savedUpTo(id.client) - id.clock));
      }
    } else if (child.length > 0) {
      // The text of a footnote is part of the paragraph's.
      const inner = textOf(child, savedUpTo);
      text += inner.text;
      before += inner.before;
    } else {
      text += LINE_BREAK;
      before += LINE_BREAK;
    }
  }
  return { text, before };
}
