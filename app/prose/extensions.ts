import type { Extensions } from "@tiptap/core";
import { schemaExtensions } from "./schema";

export { FRAGMENT, SCHEMA_VERSION, legalSchema } from "./schema";

export interface ProseOptions {
  /** Makes the id of a new block. */
  readonly newBlockId?: () => string;
  /** Whether headings carry numbers (I., A., 1., a.). Off unless asked for. */
  readonly numberHeadings?: boolean;
  /** Told when a paste is refused, with the sentence for the person. */
  readonly onRefusedPaste?: (sentence: string) => void;
}

/**
 * The legal text for a Tiptap editor: schema, keys, commands, ids, numbers, paste. Undo and
 * collaboration are the editor's own.
 */
export function extensions(_options: ProseOptions = {}): Extensions {
  return [...schemaExtensions];
}
