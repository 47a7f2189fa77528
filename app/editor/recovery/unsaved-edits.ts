import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn } from "#app/document/flow/pieces.ts";
import { idOf, recoverableBlocks, textOf, type RecoverableBlock } from "./recoverable-edits.ts";

/**
 * The edits beyond `saved` in a draft's copy on this device, whichever release stored it. The
 * reader of schema 2 is loaded only where needed.
 * @param doc a copy whose root was not accessed yet: its content decides how to read it.
 */
export async function unsavedEdits(doc: Y.Doc, saved: Uint8Array): Promise<RecoverableBlock[]> {
  if (!isOfSchema2(doc)) return recoverableBlocks(doc, saved);
  const { recoverableFromSchema2: offeredFromSchema2 } = await import("./schema-2-edits.ts");
  return offeredFromSchema2(doc, saved);
}

/**
 * Whether a copy was stored by a page of schema 2, which had a text in each block; in the flow,
 * markers are empty and cells are texts. An empty copy may count as either.
 */
export function isOfSchema2(doc: Y.Doc): boolean {
  /* oxlint-disable no-underscore-dangle -- accessing a root by its type would create it */
  for (let item = doc.share.get("default")?._start ?? null; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    if (!(type instanceof Y.XmlElement)) continue;
    if (type.nodeName === "block" && type._start !== null) return true;
    if (type.nodeName === "table" && type.toString().includes("<tablecell")) return true;
    if (type.nodeName === "table" && type.toString().includes("<tableheader")) return true;
  }
  /* oxlint-enable no-underscore-dangle */
  return false;
}

/**
 * The recoverable blocks that the complete draft lacks.
 * @param copy the copy, the draft, and up to where the draft knows the copy's ids. The ids of a
 * schema 2 copy mean nothing in the migrated draft: there, a paragraph with exactly that text
 * counts.
 */
export function stillMissing(
  blocks: readonly RecoverableBlock[],
  { doc, upTo, draft }: { readonly doc: Y.Doc; readonly upTo: Uint8Array; readonly draft: Y.Doc },
): RecoverableBlock[] {
  if (!isOfSchema2(doc)) return recoverableBlocks(doc, upTo);
  const byId = new Map<string, string>();
  const all = new Set<string>();
  for (const { marker, pieces } of blocksIn(flowRoot(draft))) {
    const id = marker && idOf(marker);
    const { text } = textOf(pieces, () => Infinity);
    if (id !== null) byId.set(id, text);
    all.add(text);
  }
  return blocks.filter(({ id, before, text }) =>
    before === null || id === null ? !all.has(text) : byId.get(id) !== text,
  );
}
