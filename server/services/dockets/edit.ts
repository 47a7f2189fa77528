import { docketForm, docketOfForm } from "#app/document/details/docket-form.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { checkFilings, docketToEdit } from "./load.ts";
import { changeDocket } from "./write.ts";

/**
 * Changes a lawsuit, and with it what the open drafts of its papers say. Refuses `stale` where somebody
 * changed it since the page was opened: two people never overwrite each other.
 */
export const editDocket = command({
  on: docketToEdit,
  form: docketForm,
  prepare: ({ form }) => docketOfForm(form),
  async run({ tx, at, actor: { userId: actorId }, found, form, prepared: facts }) {
    const { row, docket } = found;
    if (docket.revision !== form.revision) return refuse("stale");
    const enforces = await checkFilings(tx, row.id, form.enforces);
    if (!enforces.ok) return enforces;
    await changeDocket(tx, at, docket.id, { facts, enforces: enforces.value, actorId });
    await mergeDrafts(tx, { docketId: docket.id }, { actorId, at });
    return done();
  },
});
