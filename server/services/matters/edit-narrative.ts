import { editNarrativeForm } from "#app/domain/forms/matter.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { agencyColumns } from "./agency.ts";
import { matterTo } from "./load.ts";

/** Rewrites a matter's title, narrative and agency. Its address stays. */
export const editNarrative = command({
  on: matterTo("matter.edit-narrative"),
  form: editNarrativeForm,
  async run({ tx, found: { row }, form, record }) {
    const after = {
      title: form.title,
      narrative: form.narrative ?? "",
      ...agencyColumns(form),
      // Edited with what the matter's papers share.
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

/** The record keeps what it said before: the narrative is what the public page will tell. */
function pick({ title, narrative, agencyDepartment, agencyComponent, agencyAddress }: Edited) {
  return { title, narrative, agencyDepartment, agencyComponent, agencyAddress };
}
