import { editNarrativeForm } from "#app/domain/forms/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { agencyColumns } from "./agency.ts";
import { matterTo } from "./load.ts";

/**
 * Changes a matter's title and agency and, with the permission for it, the narrative that the
 * public page starts with. The slug stays.
 */
export const editNarrative = command({
  on: matterTo("matter.correct"),
  form: editNarrativeForm,
  async run({ tx, actor, found: { row, subject }, form, record }) {
    const tells = may(actor, "matter.edit-narrative", { matter: subject });
    // Those without the permission don't see the narrative, and don't send it.
    const narrative = form.narrative ?? (tells.ok ? "" : row.narrative);
    if (!tells.ok && narrative !== row.narrative) return tells;
    const after = {
      title: form.title,
      narrative,
      ...agencyColumns(form),
      // Edited with the matter's shared details.
      agencyAddress: row.agencyAddress,
    };
    await tx.matter.update({ where: { id: row.id }, data: after });
    await record({
      type: "matter.edited",
      details: { before: pick(row), after: pick({ ...row, ...after }) },
    });
    return done();
  },
});

interface Edited {
  readonly title: string;
  readonly narrative: string;
  readonly agencyDepartment: string | null;
  readonly agencyComponent: string | null;
  readonly agencyAddress: string | null;
}

/** The audit record keeps the former values, as the narrative may become public. */
function pick({ title, narrative, agencyDepartment, agencyComponent, agencyAddress }: Edited) {
  return { title, narrative, agencyDepartment, agencyComponent, agencyAddress };
}
