import type { Connection } from "./connection";
import type { Words } from "./words";

/** Something accepted that waits for its commit: words, or the binding of a client id, or both. */
export interface Entry {
  /** Counts up within the room. */
  readonly number: number;
  readonly connection: Connection;
  readonly userId: string;
  /** Null for a binding alone, and for words that turned out to be committed already. */
  words: Words | null;
  /** Client ids that become this person's with it (R7). */
  readonly claims: readonly number[];
  /** Bytes of its words when they were accepted. */
  readonly size: number;
  /** Bytes that count against the connection while it waits (R22); 0 for its first sync. */
  readonly weight: number;
  readonly onCommitted: (() => void) | null;
}
