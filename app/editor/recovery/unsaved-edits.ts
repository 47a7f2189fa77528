import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn } from "#app/document/flow/pieces.ts";
import { idOf, recoverableBlocks, textOf, type RecoverableBlock } from "./recoverable-edits.ts";

/**
 * The words beyond `saved` in a copy of a draft that this device kept, whatever release kept it. The
 * reader of schema 2 is loaded only where it is needed.
 * @param doc a copy whose root nobody has asked for yet: what it is, is told by what is in it.
 */
export async function unsavedEdits(doc: Y.Doc, saved: Uint8Array): Promise<RecoverableBlock[]> {
  if (!isOfSchema2(doc)) return recoverableBlocks(doc, saved);
  const { recoverableFromSchema2: offeredFromSchema2 } = await import("./schema-2-edits.ts");
  return offeredFromSchema2(doc, saved);
}

/**
 * Whether a copy was kept by a page of schema 2, which had a text in each block; in the flow a block's
 * marker holds nothing, and cells are texts. One in which nobody wrote may count as either.
 */
export function isOfSchema2(doc: Y.Doc): boolean {
  /* oxlint-disable no-underscore-dangle -- to ask for a root by its type would make it one */
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
 * Of the blocks that were found in a copy, what the draft does not have, now that it is whole.
 * @param copy the copy, up to where the draft knows the ids in it, and the draft. The ids of a copy of
 *   schema 2 mean nothing in the draft since that was migrated: there a paragraph that reads just so
 *   has the words.
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
