import * as Y from "yjs";
import { noteSize } from "./inline.ts";
import { END, isBlockUnit, shownUnitOf } from "./layout.ts";
import { locate } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import type { Node } from "@tiptap/pm/model";

/** A letter, an atom or a footnote of a block. */
export interface InlineUnit {
  readonly id: Y.ID;
  /** In positions of the document. */
  readonly size: number;
}

/**
 * The units between two positions of one block, or of one footnote, by the items that they are.
 * @param doc the document that the shared text reads as.
 */
export function unitsBetween(
  reader: FlowReader,
  doc: Node,
  from: number,
  to: number,
): InlineUnit[] {
  const place = locate(reader, doc, from);
  const units: InlineUnit[] = [];
  if (!place) return units;
  let at = from;
  const add = (id: Y.ID, size: number) => {
    if (at < to) units.push({ id, size });
    at += size;
  };
  const isWithin = place.left !== null && place.offset < place.left.length;
  let item = isWithin || !place.left ? place.left : place.left.right;
  if (!place.left) item = place.type._start;
  for (let skip = isWithin ? place.offset : 0; item !== null && at < to; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    const { client, clock } = item.id;
    if (isBlockUnit(unit)) break;
    if (unit === "text") {
      const { str } = item.content as Y.ContentString;
      for (let n = skip; n < str.length; n += 1) {
        if (str[n] !== END) add(Y.createID(client, clock + n), 1);
      }
    } else if (unit === "inline") add(item.id, 1);
    else if (unit === "note" && place.row !== null) add(item.id, noteSize(item));
    skip = 0;
  }
  return units;
}
