import * as Y from "yjs";
import { blocksIn, type IsRead, piecesOfNote } from "#app/document/flow/pieces.ts";
import { isBlockUnit, unitOf } from "#app/document/flow/layout.ts";
import { idOf, type RecoverableBlock, textOf } from "./recoverable-edits.ts";

/**
 * Finds text that another person's edit deleted although only its author had seen it (F9, R17).
 * Others can't delete single letters that they don't have; they can delete the footnote, the cell
 * or the table around them. The text of a deleted paragraph stays, at the end of the previous one,
 * and needs no recovery.
 *
 * Call after a transaction and before its cleanup, which drops deleted text for good (Yjs: on
 * `afterTransaction`).
 * @param savedUpTo the clock from which a client's text was written here and no one else has it;
 * Infinity for the clients of others.
 */
export function lostEdits(
  transaction: Y.Transaction,
  savedUpTo: (client: number) => number,
): RecoverableBlock[] {
  const lost: RecoverableBlock[] = [];
  const wasThere: IsRead = (item) => !item.deleted || Y.isDeleted(transaction.deleteSet, item.id);
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return;
    const text = struct.content.type as unknown;
    if (!(text instanceof Y.XmlText)) return;
    if (struct.parent instanceof Y.XmlText) {
      // A footnote deleted with its cell is reported with the cell.
      if (isGone(struct.parent)) return;
      const { text: words, before } = textOf(piecesOfNote(text, wasThere), savedUpTo);
      if (words === before) return;
      lost.push({ id: null, after: idBefore(struct), before: null, text: words });
      return;
    }
    const around = itemOfTable(struct);
    for (const { marker, pieces } of blocksIn(text, wasThere)) {
      const { text: words, before } = textOf(pieces, savedUpTo);
      if (words === before) continue;
      const isNew = marker !== null && marker.id.clock >= savedUpTo(marker.id.client);
      lost.push({
        id: marker && idOf(marker),
        after: around && idBefore(around),
        before: isNew && before === "" ? null : before,
        text: words,
      });
    }
  });
  return lost;
}

/* oxlint-disable no-underscore-dangle -- only Yjs's items tell where a type is */

function isGone(text: Y.XmlText): boolean {
  return text._item?.deleted === true;
}

/** The item of the table that contains a cell. */
function itemOfTable(cell: Y.Item): Y.Item | null {
  const row = (cell.parent as Y.AbstractType<unknown>)._item;
  return row === null ? null : (row.parent as Y.AbstractType<unknown>)._item;
}

/** The id of the nearest remaining block: the one that contains it, or the one before. */
function idBefore(item: Y.Item): string | null {
  for (let left = item.left; left !== null; left = left.left) {
    if (left.deleted || !isBlockUnit(unitOf(left))) continue;
    const id = idOf(left);
    if (id !== null) return id;
  }
  return null;
}
