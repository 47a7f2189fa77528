import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { requiredOrganizationsForm } from "#app/domain/forms/document.ts";
import { newDraft, transition } from "#app/domain/lifecycle.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { RequiredOrganization } from "#app/domain/sign-off.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "./load.ts";
import { writeRequired } from "./write-required.ts";

/**
 * Sets the organizations that must sign off; only parties of the matter, and only while it is a
 * draft.
 */
export const setRequiredOrganizations = command({
  on: documentTo("document.set-required-organizations"),
  form: requiredOrganizationsForm,
  async run({ tx, at, actor, found: { row, subject }, form, record }) {
    if (subject.status !== "draft") return wrongStatus("set-required", subject.status);
    const ids = form.requiredOrganizationIds;
    const required = await checkRequired(tx, subject, { ids, by: actor.userId, at });
    if (!required.ok) return required;
    await writeRequired(tx, row.id, required.value);
    await record({
      type: "document.required-organizations-set",
      details: {
        before: row.requirements.map(({ organizationId }) => organizationId),
        after: required.value.map(({ organizationId }) => organizationId),
      },
    });
    return done();
  },
});

/**
 * The required organizations of a new document: every party, unless the creator chose otherwise and
 * may. `actor` has the rights inside the transaction.
 */
export async function requiredFor(
  tx: Transaction,
  actor: Actor,
  choice: {
    readonly document: DocumentSubject;
    readonly chosen: readonly string[] | undefined;
    readonly at: Date;
  },
): Promise<Outcome<readonly RequiredOrganization[]>> {
  const { document, chosen, at } = choice;
  const everyParty = [...document.matter.partyIds];
  if (chosen && !sameMembers(chosen, everyParty)) {
    const permitted = may(actor, "document.set-required-organizations", { document });
    if (!permitted.ok) return permitted;
  }
  return checkRequired(tx, document, { ids: chosen ?? everyParty, by: actor.userId, at });
}

/** Checks by lifecycle.ts that these organizations can be required. */
export async function checkRequired(
  tx: Transaction,
  { documentId, matter }: DocumentSubject,
  choice: { readonly ids: readonly string[]; readonly by: string; readonly at: Date },
): Promise<Outcome<readonly RequiredOrganization[]>> {
  const known = await tx.organization.findMany({
    where: { id: { in: [...choice.ids] } },
    select: { id: true, shortName: true },
  });
  const required = choice.ids.map((organizationId) => ({
    organizationId,
    name: known.find(({ id }) => id === organizationId)?.shortName ?? "An unknown organization",
  }));
  const draft = newDraft({ documentId, matterId: matter.matterId, required: [] });
  const { by, at } = choice;
  const event = { type: "set-required", required, partyIds: matter.partyIds, by, at } as const;
  const next = transition(draft, event);
  return next.ok ? done(next.value.required) : next;
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one);
  return ids.size === other.length && other.every((id) => ids.has(id));
}
