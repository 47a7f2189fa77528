import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { requiredOrganizationsForm } from "#app/domain/forms/document.ts";
import { newDraft, transition } from "#app/domain/lifecycle.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { RequiredOrganization } from "#app/domain/sign-off.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { documentFor } from "./load.ts";
import { writeRequired } from "./write-required.ts";

/** Sets whose sign-off a draft needs; only parties of its matter, and only while it is a draft. */
export async function setRequiredOrganizations(
  { database, clock }: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const permission = "document.set-required-organizations";
  const found = await documentFor(database.client, actor, permission, documentId);
  if (!found.ok) return found;
  const form = readForm(requiredOrganizationsForm, sent);
  if (!form.ok) return form;
  return database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the draft may have been submitted, a chosen party removed, the actor demoted.
    const document = await documentFor(tx, actor, permission, documentId);
    if (!document.ok) return document;
    const { row, facts } = document.value;
    const still = await reauthorize(tx, actor, permission, { document: facts });
    if (!still.ok) return still;
    if (facts.status !== "draft") return wrongStatus("set-required", facts.status);
    const required = await checkRequired(tx, facts, {
      ids: form.value.requiredOrganizationIds,
      by: actor.userId,
      at: clock(),
    });
    if (!required.ok) return required;
    await writeRequired(tx, documentId, required.value);
    await appendEvent(tx, clock(), {
      type: "document.required-organizations-set",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: {
        before: row.requirements.map(({ organizationId }) => organizationId),
        after: required.value.map(({ organizationId }) => organizationId),
      },
    });
    return done();
  });
}

/**
 * Whose sign-off a new document needs: every party's, unless the creator chose otherwise and may.
 * `actor` is as they are inside the transaction.
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

/** Asks lifecycle.ts whether these organizations can be required. */
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
