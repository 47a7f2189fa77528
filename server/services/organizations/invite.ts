import type { Actor } from "#app/domain/actor.ts";
import { inviteForm } from "#app/domain/forms/invitation.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { sendInvitation } from "#server/services/invitations/link.ts";
import { makeInvitation, type NewInvitation } from "#server/services/invitations/make.ts";
import { invitedRoles } from "#server/services/invitations/roles.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import type { InvitationLink } from "#server/services/views.ts";

/** Invites somebody with roles; an open invitation of the same address is replaced. */
export async function invite(
  resources: Resources,
  actor: Actor,
  organizationId: string,
  sent: unknown,
): Promise<Outcome<InvitationLink>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  const form = readForm(inviteForm, sent);
  if (!form.ok) return form;
  return makeAndSend(resources, actor, organizationId, (tx) =>
    makeInvitation(tx, resources, { ...form.value, organizationId, invitedById: actor.userId }),
  );
}

/** A new link with seven more days for an open or expired invitation; the old link is dead. */
export async function reinvite(
  resources: Resources,
  actor: Actor,
  organizationId: string,
  invitationId: string,
): Promise<Outcome<InvitationLink>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  return makeAndSend(resources, actor, organizationId, async (tx) => {
    // Read inside: it may just have been accepted or revoked.
    const former = await unanswered(tx, organizationId, invitationId);
    if (!former) return refuse("expired-link", GONE);
    const { email, name, roles } = former;
    return makeInvitation(tx, resources, {
      organizationId,
      email,
      name,
      roles: invitedRoles(roles),
      invitedById: actor.userId,
    });
  });
}

/** Makes the link of an open invitation useless. */
export async function revokeInvitation(
  { database, clock }: Resources,
  actor: Actor,
  organizationId: string,
  invitationId: string,
): Promise<Outcome<void>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  return database.write(async (tx) => {
    const still = await reauthorize(tx, actor, "organization.manage-people", { organizationId });
    if (!still.ok) return still;
    const invitation = await unanswered(tx, organizationId, invitationId);
    if (!invitation) return refuse("expired-link", GONE);
    const now = clock();
    await tx.invitation.update({ where: { id: invitationId }, data: { revokedAt: now } });
    await appendEvent(tx, now, {
      type: "invitation.revoked",
      actorId: actor.userId,
      organizationId,
      details: { invitationId, email: invitation.email },
    });
    return done();
  });
}

const GONE =
  "This invitation has been accepted or revoked in the meantime. Nothing was changed; load the page again to see who is there.";

function unanswered(tx: Transaction, organizationId: string, invitationId: string) {
  return tx.invitation.findFirst({
    where: { id: invitationId, organizationId, acceptedAt: null, revokedAt: null },
  });
}

async function makeAndSend(
  resources: Resources,
  actor: Actor,
  organizationId: string,
  make: (tx: Transaction) => Promise<Outcome<NewInvitation>>,
): Promise<Outcome<InvitationLink>> {
  const { database } = resources;
  const made = await database.write(async (tx) => {
    const still = await reauthorize(tx, actor, "organization.manage-people", { organizationId });
    return still.ok ? make(tx) : still;
  });
  if (!made.ok) return made;
  const place = actor.memberships.find(
    (membership) => membership.organizationId === organizationId,
  );
  return done(
    await sendInvitation(resources, made.value, {
      inviterName: actor.name,
      organizationName: place?.organizationName ?? "",
    }),
  );
}
