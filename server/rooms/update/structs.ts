import * as Y from "yjs";
import type { IdRanges } from "#app/protocol/id-ranges.ts";

export type Struct = Y.Item | Y.GC | Y.Skip;

/** One client's structs of an update, in ascending order. */
export interface ClientStructs {
  readonly client: number;
  readonly structs: readonly Struct[];
}

/** A decoded update. */
export interface DecodedUpdate {
  /** In the order of the bytes. */
  readonly sections: readonly ClientStructs[];
  readonly deleted: IdRanges;
}

/** The clock of its first id. */
export function startOf(section: ClientStructs): number {
  return section.structs[0]?.id.clock ?? 0;
}

/** The clock after its last id. */
export function endOf(section: ClientStructs): number {
  const last = section.structs.at(-1);
  return last ? last.id.clock + last.length : 0;
}

/** The id of its parent, where the bytes name one. */
export function parentId(item: Y.Item): Y.ID | null {
  return item.parent instanceof Y.ID ? item.parent : null;
}
