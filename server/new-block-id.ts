import { createBlockId } from "#app/document/nodes/block-ids.ts";

/** The id of a block that was nowhere before. */
export function newBlockId(): string {
  return createBlockId((bytes) => crypto.getRandomValues(bytes));
}
