import type { Actor } from "#app/domain/actor.ts";
import { nameVersionForm } from "#app/domain/forms/review.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { MOVED, pin, writeVersion } from "./pin.ts";

/**
 * Keeps the draft as it stands under a name, without freezing it: to look back at, and to compare
 * with. It is made as a submitted one is (R16), and never writes to the draft (R18).
 */
export async function nameVersion(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<{ readonly number: number }>> {
  const { database, clock, ids } = resources;
  const found = await documentFor(database.client, actor, "document.name-version", documentId);
  if (!found.ok) return found;
  const form = readForm(nameVersionForm, sent);
  if (!form.ok) return form;
  const { name } = form.value;
  return pin(resources, documentId, {
    store: async (tx, candidate) => {
      // Again, inside: the draft may have been submitted, or been written in, meanwhile.
      const document = await documentFor(tx, actor, "document.name-version", documentId);
      if (!document.ok) return document;
      const { row, facts } = document.value;
      const still = await reauthorize(tx, actor, "document.name-version", { document: facts });
      if (!still.ok) return still;
      const { at, hash } = candidate;
      const { sequence, generation, factsRevision, title } = at;
      const moved =
        row.sequence !== sequence ||
        row.generation !== generation ||
        row.factsRevision !== factsRevision ||
        row.title !== title;
      if (moved) return MOVED;
      const now = clock();
      const id = ids();
      const number = await writeVersion(tx, candidate, {
        id,
        name,
        createdById: actor.userId,
        createdAt: now,
      });
      await appendEvent(tx, now, {
        type: "document.version-named",
        actorId: actor.userId,
        matterId: row.matterId,
        documentId,
        details: { versionId: id, number, name, hash, sequence, generation },
      });
      return done({ number });
    },
  });
}
