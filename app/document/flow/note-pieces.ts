import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { isDeleted } from "yjs";
import { buildInline } from "./build.ts";
import { noteContent, sizeWithin } from "./inline.ts";
import { unitOf } from "./layout.ts";
import { placeOfNote } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import { isAdded } from "./region.ts";
import type { ReplacedRange } from "./piece.ts";

/** The ranges in which a footnote's content differs from the document before. */
export function notePieces(
  reader: FlowReader,
  type: Y.XmlText,
  transaction: Y.Transaction,
  old: Node,
): ReplacedRange[] {
  const place = type._item && placeOfNote(reader, type._item, old);
  const noteType = reader.schema.nodes.footnote;
  if (!place || !noteType) return [];
  const now = noteType.create(null, buildInline(reader, noteContent(type)));
  const pieces: ReplacedRange[] = [];
  let [a, b] = [place.start, 0];
  let open: { readonly a: number; readonly b: number } | null = null;
  const close = () => {
    if (open) pieces.push({ from: open.a, to: a, slice: now.slice(open.b, b) });
    open = null;
  };
  for (let item = type._start; item !== null; item = item.right) {
    const unit = unitOf(item);
    if (unit !== "text" && unit !== "inline") continue;
    const isThere = !item.deleted;
    const wasThere =
      !isAdded(transaction, item) && (isThere || isDeleted(transaction.deleteSet, item.id));
    if (!wasThere && !isThere) continue;
    if (wasThere && isThere) close();
    else open ??= { a, b };
    const size = sizeWithin(item);
    if (wasThere) a += size;
    if (isThere) b += size;
  }
  close();
  return pieces;
}
