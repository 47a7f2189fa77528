import type { Actor } from "#app/domain/actor.ts";
import { editNarrativeForm } from "#app/domain/forms/matter.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { agencyColumns } from "./agency.ts";
import { matterFor } from "./load.ts";

/** Rewrites a matter's title, story and agency. Its address stays. */
export async function editNarrative(
  { database, clock }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.edit-narrative", slug);
  if (!found.ok) return found;
  const form = readForm(editNarrativeForm, sent);
  if (!form.ok) return form;
  const { title, narrative } = form.value;
  return database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the organization may have been removed from the matter meanwhile.
    const matter = await matterFor(tx, actor, "matter.edit-narrative", slug);
    if (!matter.ok) return matter;
    const { row, facts } = matter.value;
    const still = await reauthorize(tx, actor, "matter.edit-narrative", { matter: facts });
    if (!still.ok) return still;
    const after = {
      title,
      narrative: narrative ?? "",
      ...agencyColumns(form.value),
      // Edited with what the matter's papers share.
      agencyAddress: row.agencyAddress,
    };
    await tx.matter.update({ where: { id: row.id }, data: after });
    await appendEvent(tx, clock(), {
      type: "matter.edited",
      actorId: actor.userId,
      matterId: row.id,
      details: { before: pick(row), after: pick({ ...row, ...after }) },
    });
    return done();
  });
}

interface Edited {
  readonly title: string;
  readonly narrative: string;
  readonly agencyDepartment: string | null;
  readonly agencyComponent: string | null;
  readonly agencyAddress: string | null;
}

/** The record keeps what it said before: the narrative is what the public page will tell. */
function pick({ title, narrative, agencyDepartment, agencyComponent, agencyAddress }: Edited) {
  return { title, narrative, agencyDepartment, agencyComponent, agencyAddress };
}
