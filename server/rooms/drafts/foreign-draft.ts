import { gunzipSync } from "node:zlib";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { readableProse } from "#app/document/draft-prose.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { decodeWhole } from "#server/rooms/update/accepted-update.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { validateAny } from "#server/rooms/update/validator.ts";
import type { ForeignDraft } from "./draft-tasks.ts";

/**
 * Whether every piece of a draft from elsewhere is one that a room takes (R6): of a form that editors
 * write, and without holes; whether the whole can be read and compacted; and whether what it was decodes.
 * A client that belongs to nobody wrote before owners were kept: nobody is named for its words.
 */
export function isSoundDraft({ parts, clients, baselines }: ForeignDraft): boolean {
  const owned = new Set(clients);
  const ownerOf = (client: number) => (owned.has(client) ? "sender" : "nobody");
  try {
    const known = new StateIndex();
    for (const part of parts) {
      const verdict = validateAny(part, known, ownerOf, Infinity);
      if (verdict.kind === "known") continue;
      if (verdict.kind !== "accepted" || verdict.repeats || verdict.isPart) return false;
      known.commitUpdate(verdict.update);
    }
    const document = new Y.Doc();
    flowRoot(document);
    document.transact(() => {
      for (const part of parts) Y.applyUpdate(document, part);
    });
    const { pendingStructs, pendingDs } = document.store;
    if (pendingStructs || pendingDs) return false;
    readableProse(Y.encodeStateAsUpdate(document));
    for (const baseline of baselines) {
      const update = gunzipSync(baseline, { maxOutputLength: 2 * LIMITS.draftBytes });
      decodeWhole(new Uint8Array(update));
    }
    return true;
  } catch {
    // Bytes that are no update, or no text, are thrown about in many ways.
    return false;
  }
}
