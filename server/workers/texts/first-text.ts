import { parseUpdateMeta } from "yjs";
import { updateFromProse } from "#app/document/draft-prose.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";

/** The first text of a draft: one Yjs update, under a client id of its own. */
export interface FirstText {
  readonly clientId: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly authorship: Uint8Array<ArrayBuffer>;
}

/**
 * Prepares the first text, outside of the transaction, in which only SQL is awaited. Takes as long as
 * the text is: the server asks for it by `Texts`.
 */
export function firstText(prose: ProseJSON): FirstText {
  const clientId = newClientId();
  const bytes = new Uint8Array(updateFromProse(prose, clientId));
  const inserted = new Map(
    [...parseUpdateMeta(bytes).to].map(([client, length]) => [client, [{ clock: 0, length }]]),
  );
  const authorship = new Uint8Array(encodeAuthorship({ inserted, deleted: new Map() }));
  return { clientId, bytes, authorship };
}

/** Yjs client ids are any 32 bits; 0 is avoided because some code treats it as missing. */
function newClientId(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) || 1;
}
