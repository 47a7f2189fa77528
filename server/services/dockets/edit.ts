import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketForm, docketOfForm } from "#app/document/details/docket-form.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { checkFilings, docketFor } from "./load.ts";
import { changeDocket } from "./write.ts";

/**
 * Changes a lawsuit, and with it what the open drafts of its papers say. Refuses `stale` where somebody
 * changed it since the page was opened: two people never overwrite each other.
 */
export async function editDocket(
  { database, clock, rooms }: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await docketFor(database.client, actor, "docket.edit", slug, docketId);
  if (!found.ok) return found;
  const form = readForm(docketForm, sent);
  if (!form.ok) return form;
  const facts = docketOfForm(form.value);
  if (!facts.ok) return facts;
  const edited = await database.write(async (tx): Promise<Outcome<string[]>> => {
    // Again, inside: somebody may have changed it, or the organization left the matter, meanwhile.
    const now = await docketFor(tx, actor, "docket.edit", slug, docketId);
    if (!now.ok) return now;
    const still = await reauthorize(tx, actor, "docket.edit", { matter: now.value.facts });
    if (!still.ok) return still;
    if (now.value.docket.revision !== form.value.revision) return refuse("stale");
    const enforces = await checkFilings(tx, now.value.row.id, form.value.enforces);
    if (!enforces.ok) return enforces;
    const at = clock();
    await changeDocket(tx, at, docketId, {
      facts: facts.value,
      enforces: enforces.value,
      actorId: actor.userId,
    });
    return done(await mergeDrafts(tx, { docketId }, { actorId: actor.userId, at }));
  });
  if (!edited.ok) return edited;
  // The desks that are open show the caption in the text, and look again.
  for (const documentId of edited.value) rooms.statusChanged(documentId);
  return done();
}
