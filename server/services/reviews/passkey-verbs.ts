import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { lazyVerb } from "#server/services/lazy-verb.ts";
import type { Resources } from "#server/services/resources.ts";

/** The proof in a key's answer; its code is read with the first one. */
export const provenByPasskey = lazyVerb(
  async () => (await import("./passkey-decision.ts")).provenByPasskey,
);

/** The verbs of deciding by passkey; a start needs none of their code. */
export const PASSKEY_DECISION_VERBS = {
  mayAskPasskey,
  askPasskey: lazyVerb(async () => (await import("./passkey-decision.ts")).askPasskey),
  signOffFile: lazyVerb(async () => (await import("./sign-off-file.ts")).signOffFile),
};

/** Whether the reader may ask for anything about this document: before the ask is read. */
async function mayAskPasskey(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<void>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  return found.ok ? done() : found;
}
