import {
  changeOrganizationTextForm,
  removeOrganizationTextForm,
} from "#app/domain/forms/organization-texts.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { keptTextTo, type TextHead } from "./load.ts";

/** Renames a clause, or changes what it says of itself. Refuses `conflict` where others did meanwhile. */
export const changeClause = command({
  on: keptTextTo("clause"),
  form: changeOrganizationTextForm,
  async run({ tx, at, actor, found, form, record }) {
    const after = changeOf(found, form);
    if (!after.ok || after.value === null) return after.ok ? done() : after;
    const data = { ...after.value, changedById: actor.userId, changedAt: at };
    await tx.clause.update({ where: { id: found.id }, data });
    await record({ type: "clause.changed", details: { clauseId: found.id, ...told(found, form) } });
    return done();
  },
});

export const changeTemplate = command({
  on: keptTextTo("template"),
  form: changeOrganizationTextForm,
  async run({ tx, at, actor, found, form, record }) {
    const after = changeOf(found, form);
    if (!after.ok || after.value === null) return after.ok ? done() : after;
    const data = { ...after.value, changedById: actor.userId, changedAt: at };
    await tx.template.update({ where: { id: found.id }, data });
    await record({
      type: "template.changed",
      details: { templateId: found.id, ...told(found, form) },
    });
    return done();
  },
});

/** Removes a clause for good: drafts that it was put into keep their words. */
export const removeClause = command({
  on: keptTextTo("clause"),
  form: removeOrganizationTextForm,
  async run({ tx, found, form, record }) {
    const { id, name, organizationId } = found;
    if (found.revision !== form.revision) return refuse("conflict", CHANGED);
    await tx.clause.delete({ where: { id } });
    await record({ type: "clause.removed", details: { clauseId: id, name } });
    return done({ organizationId, name });
  },
});

/** Removes a template for good: documents that began with it keep their words. */
export const removeTemplate = command({
  on: keptTextTo("template"),
  form: removeOrganizationTextForm,
  async run({ tx, found, form, record }) {
    const { id, name, organizationId } = found;
    if (found.revision !== form.revision) return refuse("conflict", CHANGED);
    await tx.template.delete({ where: { id } });
    await record({ type: "template.removed", details: { templateId: id, name } });
    return done({ organizationId, name });
  },
});

const CHANGED =
  "Somebody else changed it while this page was open, so nothing was changed now. Reload the page to see it as it is.";

interface Changed {
  readonly name: string;
  readonly note?: string | undefined;
  readonly revision: number;
}

/** Values to write; null where nothing is different. */
function changeOf(
  found: TextHead,
  { name, note = "", revision }: Changed,
): Outcome<{ readonly name: string; readonly note: string; readonly revision: number } | null> {
  if (found.revision !== revision) return refuse("conflict", CHANGED);
  if (found.name === name && found.note === note) return done(null);
  return done({ name, note, revision: revision + 1 });
}

function told(found: TextHead, { name, note = "" }: Changed) {
  return { before: found.name, after: name, note: found.note !== note };
}
